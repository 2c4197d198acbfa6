namespace DerivationKit.FSharp

open DerivationKit

/// Operators beside F#'s own.
[<AutoOpen>]
module Operators =

    /// The product entry by entry.
    let (.*) (a: Expr) (b: Expr) : Expr = Expr.Hadamard(a, b)

    /// The quotient entry by entry; a scalar numerator stands above every entry.
    let (./) (a: Expr) (b: Expr) : Expr = Expr.HadamardDivide(a, b)

    /// A whole power of every entry; for a fraction take <c>Expr.hadamardPower</c>.
    let (.**) (a: Expr) (p: int) : Expr = Expr.HadamardPower(a, p)

    /// The claim that two expressions are equal, for all dimensions and inputs. Plain = asks whether they are written the same.
    let (=.=) (left: Expr) (right: Expr) : Claim = Claim.Equal(left, right)
