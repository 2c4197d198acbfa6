namespace DerivationKit.FSharp.Tests

open DerivationKit.FSharp
open MathNet.Numerics.LinearAlgebra
open Xunit

/// Compiled expressions are plain F# functions.
type CompileTests() =

    let a = Expr.matrix "A" "m" "n"
    let x = Expr.vector "x" "n"
    let s = Expr.scalar "s"

    let matrix = Matrix<float>.Build.DenseOfArray(array2D [ [ 1.0; 2.0; 3.0 ]; [ 4.0; 5.0; 6.0 ] ])
    let vector = Vector<float>.Build.DenseOfArray [| 1.0; 0.0; -1.0 |]

    // (1 2 3; 4 5 6)(1, 0, -1)' = (-2, -2)'
    [<Fact>]
    member _.``functions take and return matrices, vectors and numbers``() =
        let square: Vector<float> -> float = x.T * x |> Compile.function1 x
        let product: Matrix<float> -> Vector<float> -> Vector<float> = a * x |> Compile.function2 a x
        let scaled: Matrix<float> -> Vector<float> -> float -> Matrix<float> = s * (a * x) |> Compile.function3 a x s

        Assert.Equal(2.0, square vector)
        Assert.Equal<float>([ -2.0; -2.0 ], product matrix vector)
        Assert.Equal(Matrix<float>.Build.DenseOfArray(array2D [ [ -6.0 ]; [ -6.0 ] ]), scaled matrix vector 3.0)

    [<Fact>]
    member _.``functions over arrays are bound to sizes``() =
        let product = a * x |> Compile.arrays [ "m", 2; "n", 3 ] [ a; x ]
        Assert.Equal<float>([ -2.0; -2.0 ], product [ [| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 |]; [| 1.0; 0.0; -1.0 |] ])

    [<Fact>]
    member _.``many instances are computed in one call``() =
        let product = a * x |> Compile.batch [ "m", 2; "n", 3 ] [ a; x ]
        let matrices = [| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0; 0.0; 0.0; 7.0; 8.0; 0.0; 0.0 |]
        Assert.Equal<float>([ -2.0; -2.0; 14.0; 8.0 ], product 2 [ matrices; [| 1.0; 0.0; -1.0; 1.0; 5.0; 2.0 |] ])

    [<Fact>]
    member _.``a dimension has one size``() =
        let error = Assert.Throws<DerivationKit.ShapeException>(fun () -> a * x |> Compile.arrays [ "m", 2; "n", 3; "n", 4 ] [ a; x ] |> ignore)
        Assert.Contains("n has two sizes, 3 and 4", error.Message)

    // The gradient of (x'*x)/2 is x.
    [<Fact>]
    member _.``a gradient is compiled alone``() =
        let gradient = x.T * x / 2 |> Compile.gradient [ "n", 3 ] [ x ] x
        Assert.Equal<float>([ 1.0; 0.5; -1.0 ], gradient [ [| 1.0; 0.5; -1.0 |] ])

    // The residual r = A*x = (-2, -2)' has the square 8; the gradient is 2*A'*r, and the Hessian 2*A'*A.
    [<Fact>]
    member _.``a loss, its gradient and its Hessian come from closed forms``() =
        let loss = Expr.sum ((a * x) .* (a * x))
        let sizes = [ "m", 2; "n", 3 ]
        let rows = [| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 |]
        let descent = loss |> Compile.lossAndGradient sizes [ a; x ] x
        let value, gradient = descent [ rows; [| 1.0; 0.0; -1.0 |] ]
        Assert.Equal(8.0, value)
        Assert.Equal<float>([ -20.0; -28.0; -36.0 ], gradient)

        let v = Expr.vector "v" "n"
        let product = loss |> Compile.hessianVectorProduct sizes [ a; x; v ] x v
        Assert.Equal<float>([ -20.0; -28.0; -36.0 ], product [ rows; [| 9.0; 9.0; 9.0 |]; [| 1.0; 0.0; -1.0 |] ])
