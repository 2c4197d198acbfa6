namespace DerivationKit.FSharp.Tests

open DerivationKit
open DerivationKit.FSharp
open DerivationKit.Refuting
open Xunit

/// Outcomes are a union: true claims are proved, false ones come with a counterexample.
type VerifyTests() =

    let z = Expr.matrix "Z" "n" "d"
    let theta = Expr.matrix "θ" "k" "d"
    let c = Expr.labels "C" "n" "k"
    let loss = -Expr.sum (c .* Expr.logSoftmaxRows (z * theta.T))
    let probabilities = Expr.softmaxRows (z * theta.T)

    [<Fact>]
    member _.``a true claim is proved for all dimensions``() =
        match Expr.gradient z loss =.= (probabilities - c) * theta |> Verify.decide with
        | Proved proof ->
            Assert.Empty proof.Conditions
            Assert.Equal<string>([ "d"; "k"; "n" ], proof.Witness.Sizes.Keys)
        | Refuted _ | Undecided _ | InternalError _ as other -> Assert.Fail $"{other}"

    // With one class the softmax is 1 and both sides are 0.
    [<Fact>]
    member _.``a false claim is refuted by its smallest counterexample``() =
        match Expr.gradient z loss =.= (c - probabilities) * theta |> Verify.decide with
        | Refuted example ->
            Assert.Equal<int>([ 1; 2; 1 ], example.Instance.Sizes.Values)
            Assert.NotEqual<string>(example.Left.Entries, example.Right.Entries)
        | Proved _ | Undecided _ | InternalError _ as other -> Assert.Fail $"{other}"

    [<Fact>]
    member _.``the bounds of the search are at hand``() =
        let options = RefuterOptions(InstancesPerSize = 1, MinimizingComparisons = 1)

        match z =.= z + z |> Verify.decideWith options with
        | Refuted example -> Assert.Contains("budget", example.Minimality)
        | other -> Assert.Fail $"{other}"
