namespace DerivationKit.FSharp

open System
open System.Threading
open DerivationKit
open DerivationKit.Attention
open DerivationKit.Flows

/// The gradient flow X' = -grad(E, X) of an energy: velocities, and the claims that are to hold along it.
[<RequireQualifiedAccess>]
module Flow =

    /// The flow of an energy in the variables that move.
    let ofEnergy (variables: Expr list) (energy: Expr) : GradientFlow =
        GradientFlow.Of(energy, variables |> List.map Binding.variable |> Array.ofList)

    /// The velocity of a variable in closed form.
    let velocity (x: Expr) (flow: GradientFlow) : Expr = flow.Velocity(Binding.variable x)

    /// The claim that the closed form of the velocity is minus the gradient of the energy.
    let fieldClaim (x: Expr) (flow: GradientFlow) : Claim = flow.FieldClaim(Binding.variable x)

    /// The claim that the energy falls at the rate sum(X' .* X').
    let energyIdentity (flow: GradientFlow) : Claim = flow.EnergyIdentity()

    /// The total time derivative of a quantity along the flow.
    let along (quantity: Expr) (flow: GradientFlow) : Expr = flow.Along quantity

    /// The claim that a quantity does not change along the flow.
    let conserves (quantity: Expr) (flow: GradientFlow) : Claim = flow.Conserves quantity

    /// One explicit Euler step X + h*X'.
    let eulerStep (x: Expr) (stepSize: Expr) (flow: GradientFlow) : Expr = flow.EulerStep(Binding.variable x, stepSize)

    /// A vector field read as attention heads and a rest; whether the reading is right is for a claim to decide.
    let attention (field: Expr) : AttentionField = AttentionField.Read field

    /// The flow as a function of arrays at fixed sizes, for <c>run</c>, <c>runTrajectory</c> and <c>Compile.withThreads</c>. The numbers are float
    /// or float32, whichever it is used with. A state holds the variables that move, one after the other, each row after row; so do the inputs.
    let bind (sizes: (string * int) list) (integrator: Integrator) (inputs: Expr list) (flow: GradientFlow) : BoundFlow<'T> =
        flow.Compile<'T>(integrator, Seq.map Binding.variable inputs).Bind(Binding.sizes sizes)

    /// The state after so many steps of a given size. A token that is cancelled ends it by an OperationCanceledException.
    let run
        (bound: BoundFlow<'T>)
        (cancellation: CancellationToken)
        (values: 'T array list)
        (stepSize: 'T)
        (steps: int)
        (start: 'T array)
        : 'T array =
        let state, memories = Array.copy start, Binding.memories values
        bound.Run(state, memories, stepSize, steps, cancellation)
        state

    /// The states after 0, every, 2*every, ... of so many steps of a given size, each with its energy. A token that is cancelled ends it by an
    /// OperationCanceledException.
    let runTrajectory
        (bound: BoundFlow<'T>)
        (cancellation: CancellationToken)
        (values: 'T array list)
        (stepSize: 'T)
        (steps: int)
        (every: int)
        (start: 'T array)
        : ('T array * 'T) list =
        let path = bound.Trajectory(Span(Array.copy start), Binding.memories values, stepSize, steps, every, true, cancellation)
        [ for state, energy in Seq.zip path.States path.Energies -> state.ToArray(), energy ]

    /// The state one step of a given size after another, in one thread: <c>bind</c> and <c>run</c>.
    let step
        (sizes: (string * int) list)
        (integrator: Integrator)
        (inputs: Expr list)
        (flow: GradientFlow)
        : 'T array list -> 'T -> 'T array -> 'T array =
        let move = flow |> bind sizes integrator inputs |> run
        fun values stepSize state -> move CancellationToken.None values stepSize 1 state

    /// The states after 0, every, 2*every, ... steps, in one thread: <c>bind</c> and <c>runTrajectory</c>.
    let trajectory
        (sizes: (string * int) list)
        (integrator: Integrator)
        (inputs: Expr list)
        (flow: GradientFlow)
        : 'T array list -> 'T -> int -> int -> 'T array -> ('T array * 'T) list =
        runTrajectory (flow |> bind sizes integrator inputs) CancellationToken.None
