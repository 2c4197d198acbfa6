namespace DerivationKit.FSharp.Tests

open DerivationKit
open DerivationKit.FSharp
open DerivationKit.Testing
open FsCheck.FSharp
open Xunit

/// The generators serve F# properties as they serve C# ones.
type GeneratorTests() =

    // Q'Q = I keeps lengths. Entries are rounded to 53 bits, and an entry of the result sums at most 5 products of numbers up to 4.
    [<DerivationProperty>]
    member _.``orthogonal matrices keep lengths``() =
        let x = Expr.vector "x" "n"
        let q = Expr.variable "Q" (Shape.Matrix("n", "n")) [ Property.Orthogonal ]

        Prop.forAll (InstanceGenerators.Of((q * x).FreeVariables())) (fun instance ->
            let value name = instance.Inputs[name].ToMatrix()
            abs ((value "Q" * value "x").L2Norm() - (value "x").L2Norm()) < 1e-12)

    [<DerivationProperty>]
    member _.``symmetric matrices equal their transpose``() =
        let s = Expr.variable "S" (Shape.Matrix("n", "n")) [ Property.Symmetric ]
        Prop.forAll (MatrixGenerators.Dense(Expr.asVariable s)) (fun value -> value.Equals(value.Transpose()))

    [<Fact>]
    member _.``sizes differ, and are 1 only on demand``() =
        let drawn (range: SizeRange) = range.Sizes([ "n"; "d" ]).Generator |> Gen.sample 100 |> Seq.collect _.Values |> Set.ofSeq
        Assert.Equal<Set<int>>(set [ 2..5 ], drawn SizeRange.Default)
        Assert.Equal<Set<int>>(set [ 1..3 ], drawn (SizeRange(Smallest = 1, Largest = 3)))
