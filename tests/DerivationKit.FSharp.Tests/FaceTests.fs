namespace DerivationKit.FSharp.Tests

open System.Reflection
open DerivationKit
open DerivationKit.FSharp
open Xunit

/// Whatever C# can call by name on Expr has a counterpart in the module.
type FaceTests() =

    // What Expr.Gradient is to C#, Expr.gradient is to F#, except where the field has a shorter word.
    let counterpart (name: string) =
        match name with
        | "Directional" -> "jvp"
        | _ -> name.Substring(0, 1).ToLowerInvariant() + name.Substring 1

    let publicStatic = BindingFlags.Public ||| BindingFlags.Static ||| BindingFlags.DeclaredOnly

    [<Fact>]
    member _.``every function of Expr has its counterpart``() =
        let offered =
            typeof<View>.Assembly.GetExportedTypes()
            |> Seq.filter (fun t -> t.Name = "Expr" || t.Name = "ExprModule")
            |> Seq.collect (fun t -> t.GetMethods publicStatic)
            |> Seq.map _.Name
            |> Set.ofSeq

        let wanted =
            typeof<Expr>.GetMethods publicStatic
            |> Seq.filter (fun m -> not m.IsSpecialName && typeof<Expr>.IsAssignableFrom m.ReturnType)
            |> Seq.map (fun m -> counterpart m.Name)
            |> Set.ofSeq

        Assert.Contains("softmaxRows", wanted)
        Assert.Empty(wanted - offered)
