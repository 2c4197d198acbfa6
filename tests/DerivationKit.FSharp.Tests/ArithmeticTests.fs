namespace DerivationKit.FSharp.Tests

open System.Collections.Immutable
open DerivationKit
open DerivationKit.Kernel
open Xunit

/// F#'s own operators and functions work on expressions, because Expr has the members that they look for.
type ArithmeticTests() =

    let variable (name, shape) = Expr.Variable(name, shape, ImmutableArray.Empty) :> Expr
    let a = variable ("A", Shape.Matrix("m", "n"))
    let x = variable ("x", Shape.Vector "n")
    let s = variable ("s", Shape.Scalar)
    let half = Rational(1I, 2I)

    let same (expected: Expr) (found: Expr) = Assert.Same(expected, found)

    [<Fact>]
    member _.``numbers mix with expressions``() =
        same (s + Expr.Constant 2) (s + 2)
        same (Expr.Constant 2 - s) (2 - s)
        same (Expr.Constant 2 * a) (2 * a)
        same (a * Expr.Constant half) (a * half)
        same (a / Expr.Constant 2) (a / 2)
        same (Expr.Constant half / s) (half / s)
        same (Expr.Constant half * a) (0.5M * a)
        same (s - Expr.Constant half) (s - 0.5M)

    [<Fact>]
    member _.``exp, log, sqrt and ** are F#'s own``() =
        same (Expr.Exp a) (exp a)
        same (Expr.Log a) (log a)
        same (Expr.HadamardPower(a, half)) (sqrt a)
        same (Expr.Pow(s, 3)) (s ** 3)
        same (Expr.Pow(s, half)) (s ** half)

    [<Fact>]
    member _.``a loss reads as on paper``() =
        let loss = -(Expr.Sum(Expr.Hadamard(a, Expr.LogSoftmaxRows a))) / 2 + x.T * x
        Assert.Equal(Shape.Scalar, loss.Shape)
        Assert.Equal(Shape.Scalar, Expr.Contract("ij,ij->", a, a).Shape)

    [<Fact>]
    member _.``a scalar is not added to an array``() =
        let failure = Assert.Throws<ShapeException>(fun () -> x + 2 |> ignore)
        Assert.Contains("ones(...)", failure.Message)
