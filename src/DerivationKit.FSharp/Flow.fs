namespace DerivationKit.FSharp

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
