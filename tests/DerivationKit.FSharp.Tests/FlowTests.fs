namespace DerivationKit.FSharp.Tests

open System
open System.Threading
open DerivationKit
open DerivationKit.Flows
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

    // One step of alternating least squares, and of a fixed point.
    [<Fact>]
    member _.``equations that are linear have solutions``() =
        let x, u, v = Expr.matrix "X" "n" "m", Expr.matrix "U" "n" "k", Expr.matrix "V" "m" "k"
        let step = (Expr.norm2 (x - u * v.T)) ** 2 |> Diff.stationary u
        Assert.Equal(x * v * Expr.inv (v.T * v), step.Value)
        Assert.True(isProved step.Sufficient && isProved step.Necessary)
        let a, b, w = Expr.matrix "A" "n" "n", Expr.vector "b" "n", Expr.vector "w" "n"
        Assert.Equal(Expr.inv a * b, (a * w - b |> Diff.solve w).Value)

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

    // Z' = B - Z for the energy sum((Z - B) .* (Z - B))/2: a step of 1/2 goes half the way to B.
    [<Fact>]
    member _.``a flow is a function from state to state``() =
        let b = Expr.matrix "B" "n" "d"
        let flow = Expr.sum ((z - b) .* (z - b)) / 2 |> Flow.ofEnergy [ z ]
        let target = [| 8.0; 16.0; 24.0; 32.0; 40.0; 48.0 |]
        let start = Array.zeroCreate<float> 6
        let step = flow |> Flow.step [ "n", 2; "d", 3 ] Integrator.Euler [ b ]
        Assert.Equal<float>([ 4.0; 8.0; 12.0; 16.0; 20.0; 24.0 ], start |> step [ target ] 0.5)

        // 8^2*(1 + 4 + 9 + 16 + 25 + 36)/2 = 2912 at the start, and a quarter of that after each step.
        let path = flow |> Flow.trajectory [ "n", 2; "d", 3 ] Integrator.Euler [ b ]
        let states, energies = start |> path [ target ] 0.5 4 2 |> List.unzip
        Assert.Equal<float>([ 2912.0; 182.0; 11.375 ], energies)
        Assert.Equal<float array>([ start; target |> Array.map ((*) 0.75); target |> Array.map ((*) 0.9375) ], states)

    // As above, in single precision: after two steps three quarters of the way are gone.
    [<Fact>]
    member _.``a flow runs in threads until it is cancelled``() =
        let b = Expr.matrix "B" "n" "d"
        let flow = Expr.sum ((z - b) .* (z - b)) / 2 |> Flow.ofEnergy [ z ]
        let bound = flow |> Flow.bind [ "n", 2; "d", 3 ] Integrator.Euler [ b ] |> Compile.withThreads 2
        let target = [| 8.0f; 16.0f; 24.0f; 32.0f; 40.0f; 48.0f |]
        let start = Array.zeroCreate 6
        Assert.Equal<float32>([ 6.0f; 12.0f; 18.0f; 24.0f; 30.0f; 36.0f ], start |> Flow.run bound CancellationToken.None [ target ] 0.5f 2)

        let path = start |> Flow.runTrajectory bound CancellationToken.None [ target ] 0.5f 2 2
        Assert.Equal<float32>([ 2912.0f; 182.0f ], path |> List.map snd)
        Assert.Equal<float32>(start, path |> List.head |> fst)

        let cancelled = CancellationToken true
        let run () = start |> Flow.run bound cancelled [ target ] 0.5f 2
        let runTrajectory () = start |> Flow.runTrajectory bound cancelled [ target ] 0.5f 2 2
        Assert.Throws<OperationCanceledException>(fun () -> run () |> ignore) |> ignore
        Assert.Throws<OperationCanceledException>(fun () -> runTrajectory () |> ignore) |> ignore
