namespace DerivationKit.FSharp.Tests

open System
open System.Diagnostics
open System.IO
open System.Text
open System.Text.RegularExpressions
open Xunit

/// The script runs as a user runs it.
type FlowScriptTests() =

    let run (script: string) =
        let dotnet = Environment.GetEnvironmentVariable "DOTNET_HOST_PATH" |> Option.ofObj |> Option.defaultValue "dotnet"

        let start =
            ProcessStartInfo(
                dotnet,
                [ "fsi"; "--quiet"; script ],
                WorkingDirectory = Repository.root,
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8
            )

        use fsi = Process.Start start |> Option.ofObj |> Option.get
        let output = fsi.StandardOutput.ReadToEnd()
        fsi.WaitForExit()
        fsi.ExitCode, output.ReplaceLineEndings("\n").TrimEnd().Split '\n'

    [<Fact>]
    member _.``the flow is proved and the loss falls along its trajectory``() =
        let code, lines = run (Path.Combine("examples", "fsharp", "flow.fsx"))
        Assert.Equal(0, code)
        Assert.Equal<string>([ "flow: Z' = (C - softmax_rows(Z*θ'))*θ"; "verdict: proved for all dimensions" ], lines[1..2])

        let losses = [ for line in lines[3..13] -> float (Regex.Match(line, @"^step +\d+: loss (\d+\.\d{6})$").Groups[1].Value) ]
        Assert.Equal(11, losses.Length)
        Assert.Equal<float>(List.sortDescending losses, losses)
        Assert.True(losses[10] < losses[0])

        // Ten steps of some tens of operations are off by less than a thousand roundings of 6e-8, and what is printed by 5e-5.
        let single = Regex.Match(Assert.Single lines[14..], @"^step 10 in single precision: loss (\d+\.\d{4})$").Groups[1].Value
        Assert.Equal(losses[10], float single, 2e-4)
