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
        | Refuted _ | ProvedAtSizes _ | Tested _ | Undecided _ | InternalError _ as other -> Assert.Fail $"{other}"

    // With one class the softmax is 1 and both sides are 0.
    [<Fact>]
    member _.``a false claim is refuted by its smallest counterexample``() =
        match Expr.gradient z loss =.= (c - probabilities) * theta |> Verify.decide with
        | Refuted example ->
            Assert.Equal<int>([ 1; 2; 1 ], example.Instance.Sizes.Values)
            Assert.NotEqual<string>(example.Left.Entries, example.Right.Entries)
        | Proved _ | ProvedAtSizes _ | Tested _ | Undecided _ | InternalError _ as other -> Assert.Fail $"{other}"

    [<Fact>]
    member _.``the bounds of the search are at hand``() =
        let options = RefuterOptions(InstancesPerSize = 1, MinimizingComparisons = 1)

        match z =.= z + z |> Verify.decideWith options with
        | Refuted example -> Assert.Contains("budget", example.Minimality)
        | other -> Assert.Fail $"{other}"

    // The formula of the half angle; no rule of the kernel is about arctan of different arguments.
    [<Fact>]
    member _.``a true claim that is not proved is tested, with the seed that repeats it``() =
        let claim = DerivationKit.Language.Scope.Parse("x: scalar").ParseClaim "arctan(x) == 2*arctan(x/(1 + sqrt(1 + x^2)))"

        match claim |> Verify.decideWith (RefuterOptions(Seed = 7UL)) with
        | Tested evidence ->
            Assert.Equal(7UL, evidence.Seed)
            Assert.InRange(evidence.Log2Bound, -1_000_000, -100)
            Assert.InRange(evidence.Instances, 40, 1_000)
        | other -> Assert.Fail $"{other}"

    // Both sides meet n*m with m*n, which the kernel does not prove for all dimensions; with numbers in their place it does.
    [<Fact>]
    member _.``a claim may be proved at some sizes``() =
        let claim = DerivationKit.Language.Scope.Parse("x: vector(n*m); y: vector(m*n)").ParseClaim "x + y == y + x"

        match Verify.decide claim with
        | ProvedAtSizes proof ->
            Assert.Equal<int list>([ [ 1; 1 ]; [ 1; 2 ]; [ 2; 1 ]; [ 2; 2 ] ], [ for sizes in proof.Sizes -> List.ofSeq sizes.Values ])
            Assert.True(proof.Reaches Level.Sizes && not (proof.Reaches Level.AllDimensions))
        | other -> Assert.Fail $"{other}"
