namespace DerivationKit.FSharp.Tests

open DerivationKit
open DerivationKit.FSharp
open DerivationKit.Testing
open Xunit

/// Gradient flow and attention, as claims over random exact instances. The false twins differ in one place.
type PaperCorrespondenceTests() =

    let z = Expr.matrix "Z" "n" "d"
    let theta = Expr.matrix "θ" "k" "d"
    let c = Expr.stochastic "C" "n" "k"
    let h = Expr.scalar "h"
    let d = Expr.size "d"

    let crossEntropy labels logits = -Expr.sum (labels .* Expr.logSoftmaxRows logits)
    let attention queries keys values = Expr.softmaxRows (queries * keys) * values
    let flow = -(crossEntropy c (z * theta.T) |> Expr.gradient z)

    // The quadratic form compares the samples with each other.
    let form = Expr.matrix "A" "d" "d"
    let relation = Expr.stochastic "R" "n" "n"
    let quadratic = crossEntropy relation (z * form * z.T) |> Expr.gradient z
    let residual = Expr.softmaxRows (z * form * z.T) - relation

    let eulerStep (queryWeights: Expr) =
        let head = Expr.softmaxRows ((z * queryWeights) * theta.T / sqrt d) * (theta * (-h * Expr.eye "d"))
        z + h * flow =.= z + h * c * theta + head

    let fails name (smallest: string) (claim: Claim) =
        let failure seed options =
            Assert.Throws<PropertyFailedException>(fun () -> PropertyRunner.Check(seed, ClaimProperty.Holds claim, options) |> ignore)

        let found = failure name (PropertyOptions())
        Assert.StartsWith(smallest, found.Counterexample)

        // Under another name other cases are tried, unless the seed leads back.
        Assert.NotEqual<string>(found.FirstFoundAs, (failure $"not {name}" (PropertyOptions())).FirstFoundAs)
        let replayed = failure $"not {name}" (PropertyOptions(Replay = found.Replay))
        Assert.Equal((found.FirstFoundAs, found.Counterexample), (replayed.FirstFoundAs, replayed.Counterexample))

    [<DerivationProperty(MaxTest = 30)>]
    member _.``the flow of multinomial regression is the label term minus cross-attention``() =
        flow =.= c * theta - attention z theta.T theta |> ClaimProperty.Holds

    [<DerivationProperty(MaxTest = 30)>]
    member _.``the quadratic form has a gradient in each of its two slots``() =
        quadratic =.= residual * z * form.T + residual.T * z * form |> ClaimProperty.Holds

    [<DerivationProperty(MaxTest = 30)>]
    member _.``an Euler step is a residual attention block``() = eulerStep (sqrt d * Expr.eye "d") |> ClaimProperty.Holds

    // The signs exchanged: with one class and nothing to attend to but it, θ = 1 shows the difference.
    [<Fact>]
    member _.``attention is subtracted, not added``() =
        flow =.= c * theta + attention z theta.T theta |> fails "sign" "d = 1, k = 1, n = 1;"

    // One sample attends to itself alone, so that the residual is 0: the smallest counterexample has two.
    [<Fact>]
    member _.``the query slot cannot be left out``() =
        quadratic =.= residual.T * z * form |> fails "query slot" "d = 1, n = 2;"

    // sqrt(1) = 1, and a softmax over one class is 1: the smallest counterexample has two dimensions and two classes.
    [<Fact>]
    member _.``the usual scale needs its square root in the query weights``() =
        eulerStep (Expr.eye "d") |> fails "query weights" "d = 2, k = 2, n = 1;"
