namespace DerivationKit.FSharp

open System
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

    let private bind (sizes: (string * int) list) (integrator: Integrator) (inputs: Expr list) (flow: GradientFlow) =
        flow.Compile<float>(integrator, Seq.map Binding.variable inputs).Bind(Binding.sizes sizes)

    /// The state one step of a given size after another, over arrays at fixed sizes. A state holds the variables that move, one after the
    /// other, each row after row; so do the inputs.
    let step
        (sizes: (string * int) list)
        (integrator: Integrator)
        (inputs: Expr list)
        (flow: GradientFlow)
        : float array list -> float -> float array -> float array =
        let bound = flow |> bind sizes integrator inputs

        fun values stepSize state ->
            let next = Array.copy state
            bound.Run(next, Binding.memories values, stepSize)
            next

    /// The states after 0, every, 2*every, ... of so many steps of a given size, each with its energy, over arrays at fixed sizes.
    let trajectory
        (sizes: (string * int) list)
        (integrator: Integrator)
        (inputs: Expr list)
        (flow: GradientFlow)
        : float array list -> float -> int -> int -> float array -> (float array * float) list =
        let bound = flow |> bind sizes integrator inputs

        fun values stepSize steps every start ->
            let path = bound.Trajectory(Span(Array.copy start), Binding.memories values, stepSize, steps, every, true)
            [ for state, energy in Seq.zip path.States path.Energies -> state.ToArray(), energy ]
