namespace DerivationKit.FSharp.Tests

open DerivationKit
open DerivationKit.FSharp
open Xunit

/// Closed forms and flows, and the claims that go with them.
type FlowTests() =

    let z = Expr.matrix "Z" "n" "d"
    let theta = Expr.matrix "θ" "k" "d"
    let c = Expr.stochastic "C" "n" "k"
    let loss = -Expr.sum (c .* Expr.logSoftmaxRows (z * theta.T))
    let probabilities = Expr.softmaxRows (z * theta.T)

    let isProved claim =
        match Verify.decide claim with
        | Proved _ -> true
        | Refuted _ | ProvedAtSizes _ | Tested _ | Undecided _ | InternalError _ -> false

    [<Fact>]
    member _.``gradients have closed forms``() =
        Assert.Equal((probabilities - c) * theta, loss |> Diff.gradient z)
        Assert.Equal(Diff.gradient z loss, Expr.gradient z loss |> Diff.closedForm)
        Assert.Equal(2 * z, z + z |> Diff.simplify)

    [<Fact>]
    member _.``a flow descends its energy``() =
        let flow = loss |> Flow.ofEnergy [ z ]
        let h = Expr.scalar "h"
        Assert.Equal((c - probabilities) * theta, flow |> Flow.velocity z)
        Assert.Equal(z + h * ((c - probabilities) * theta), flow |> Flow.eulerStep z h)
        Assert.True(flow |> Flow.fieldClaim z |> isProved)
        Assert.True(flow |> Flow.energyIdentity |> isProved)

    // Z'Z - θ'θ is conserved along the joint flow, as the two velocities are G*θ and G'*Z.
    [<Fact>]
    member _.``the joint flow conserves a difference of Gram matrices``() =
        let flow = loss |> Flow.ofEnergy [ z; theta ]
        Assert.True(flow |> Flow.conserves (z.T * z - theta.T * theta) |> isProved)
        Assert.False(flow |> Flow.conserves (z.T * z + theta.T * theta) |> isProved)
        Assert.Equal(Shape.Matrix("d", "d"), (flow |> Flow.along (z.T * z)).Shape)

    [<Fact>]
    member _.``a velocity reads as attention``() =
        let reading = loss |> Flow.ofEnergy [ z ] |> Flow.velocity z |> Flow.attention
        let head = Assert.Single reading.Heads
        Assert.Equal(probabilities, head.Weights)
        Assert.Equal(c * theta, reading.Rest)
