namespace DerivationKit.FSharp

open DerivationKit
open DerivationKit.Differentiation
open DerivationKit.Simplification
open DerivationKit.Solving
open System.Collections.Immutable

/// Expressions without derivatives, in the form in which people write them.
[<RequireQualifiedAccess>]
module Diff =

    /// The same function in a form that is no longer to read.
    let simplify (f: Expr) : Expr = Simplify.Tidy f

    /// The same function with every derivative written out, simplified. Throws a DifferentiationException where there is no such form.
    let closedForm (f: Expr) : Expr = Simplify.Closed f

    /// The gradient of a scalar in X, written out and simplified; <c>Expr.gradient</c> is the derivative itself, of which this is a proposal.
    /// Where X has properties, such as symmetric, it holds at such X alone: second derivatives come from <c>Expr.hessian</c> and its like.
    let gradient (x: Expr) (f: Expr) : Expr = Expr.gradient x f |> closedForm

    /// What X is where f is 0, with the claims that it is a solution and the only one; f has to be linear in X, or its product with X. Throws a
    /// NotSolvedException, which says why, where it is not, or where the solution cannot be written by inverses.
    let solve (x: Expr) (f: Expr) : Solution = Solve.Zero(f, Binding.variable x, ImmutableArray.Empty)

    /// What X is where the gradient of a scalar vanishes: the normal equations' solution, or the update rule of one step of an alternating minimisation.
    let stationary (x: Expr) (f: Expr) : Solution = Solve.Stationary(f, Binding.variable x, ImmutableArray.Empty)
