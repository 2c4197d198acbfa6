namespace DerivationKit.FSharp.Tests

open System.Text.RegularExpressions
open Xunit
// README
open DerivationKit.FSharp

// END

/// The README shows the lines between the marks of this file, and says in comments what they print.
type ReadmeTests() =

    let group (found: Match) = found.Groups[1].Value
    let block = Regex.Match(Repository.read "README.md", @"```fsharp\n(.*?)\n```", RegexOptions.Singleline) |> group

    [<Fact>]
    member _.``the README shows the code that runs here``() =
        let marks = Regex(@"^ *// README\n(.*?)^ *// END$", RegexOptions.Singleline ||| RegexOptions.Multiline)

        let marked =
            marks.Matches(Repository.read "tests/DerivationKit.FSharp.Tests/ReadmeTests.fs")
            |> Seq.map (fun found -> Regex.Replace(group found, "^ {8}", "", RegexOptions.Multiline).Trim())
            |> String.concat "\n\n"

        Assert.Equal(marked, block)

    [<Fact>]
    member _.``the code prints what its comments say``() =
        let lines = ResizeArray<string>()
        let printfn format = Printf.ksprintf lines.Add format

        // README
        let z, theta = Expr.matrix "Z" "n" "d", Expr.matrix "θ" "k" "d"
        let loss = -Expr.sum (Expr.labels "C" "n" "k" .* Expr.logSoftmaxRows (z * theta.T))
        let gradient = loss |> Diff.gradient z
        printfn $"{gradient}" // (softmax_rows(Z*θ') - C)*θ

        let report claim =
            match Verify.decide claim with
            | Proved _ -> printfn "proved for all dimensions"
            | Refuted example -> printfn $"false at {example.Instance}"
            | ProvedAtSizes _ | Tested _ -> printfn "not proved for all dimensions"
            | Undecided _ | InternalError _ -> printfn "not decided"

        loss |> Expr.gradient z =.= gradient |> report // proved for all dimensions
        loss |> Expr.gradient z =.= -gradient |> report // false at d = 1, k = 2, n = 1; C = [1 0], Z = [0], θ = [0; 1]
        // END

        let comments = Regex.Matches(block, "^[^ ].* // (.*)$", RegexOptions.Multiline) |> Seq.map group
        Assert.Equal<string>(comments, lines)
