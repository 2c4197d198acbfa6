namespace DerivationKit.FSharp.Tests

open System
open System.Threading
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

    // x'*A'*A*x = 8 at A*x = (-2, -2)'; 3*(A*x)'*y = 3*(-2*5 - 2*7) = -72
    [<Fact>]
    member _.``functions of more matrices take them in order``() =
        let y = Expr.vector "y" "m"
        let form = s * ((a * x).T * y)
        let at: Vector<float> -> Matrix<float> -> Vector<float> -> float -> float = form |> Compile.function4 y a x s
        let vector2 = Vector<float>.Build.DenseOfArray [| 5.0; 7.0 |]
        Assert.Equal(-72.0, at vector2 matrix vector 3.0)

        let column (v: Vector<float>) = v.ToColumnMatrix()
        let sum = form |> Compile.matrices [ y; a; x; s ]
        Assert.Equal(-72.0, sum([ column vector2; matrix; column vector; Matrix<float>.Build.Dense(1, 1, 3.0) ])[0, 0])

    // The gradient of |A*x|^2 is 2*A'*A*x.
    [<Fact>]
    member _.``a loss and its gradient are functions of matrices``() =
        let descent = Expr.sum ((a * x) .** 2) |> Compile.lossAndGradientOfMatrices [ a; x ] x
        let value, gradient = descent [ matrix; vector.ToColumnMatrix() ]
        Assert.Equal(8.0, value)
        Assert.Equal(Matrix<float>.Build.DenseOfArray(array2D [ [ -20.0 ]; [ -28.0 ]; [ -36.0 ] ]), gradient)

    // The number type is that of the annotation.
    [<Fact>]
    member _.``functions of single precision are annotated so``() =
        let matrix, vector = matrix.Map float32, vector.Map float32
        let square: Vector<float32> -> float32 = x.T * x |> Compile.function1 x
        let product: Matrix<float32> -> Vector<float32> -> Vector<float32> = a * x |> Compile.function2 a x
        let scaled: Matrix<float32> -> Vector<float32> -> float32 -> Matrix<float32> = s * (a * x) |> Compile.function3 a x s

        Assert.Equal(2.0f, square vector)
        Assert.Equal<float32>([ -2.0f; -2.0f ], product matrix vector)
        Assert.Equal(Matrix<float32>.Build.DenseOfArray(array2D [ [ -6.0f ]; [ -6.0f ] ]), scaled matrix vector 3.0f)

    [<Fact>]
    member _.``one function has numbers of one type``() =
        let compile () : Vector<float> -> float32 = x.T * x |> Compile.function1 x
        let error = Assert.Throws<ArgumentException>(fun () -> compile () |> ignore)
        Assert.Contains("x: vector(n) is a Matrix<Single> or Vector<Single>, not a Vector<Double>", error.Message)

    [<Fact>]
    member _.``functions over arrays are bound to sizes``() =
        let product = a * x |> Compile.arrays [ "m", 2; "n", 3 ] [ a; x ]
        Assert.Equal<float>([ -2.0; -2.0 ], product [ [| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 |]; [| 1.0; 0.0; -1.0 |] ])

        let product = a * x |> Compile.arrays [ "m", 2; "n", 3 ] [ a; x ]
        Assert.Equal<float32>([ -2.0f; -2.0f ], product [ [| 1.0f; 2.0f; 3.0f; 4.0f; 5.0f; 6.0f |]; [| 1.0f; 0.0f; -1.0f |] ])

    [<Fact>]
    member _.``many instances are computed in one call``() =
        let product = a * x |> Compile.batch [ "m", 2; "n", 3 ] [ a; x ]
        let matrices = [| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0; 0.0; 0.0; 7.0; 8.0; 0.0; 0.0 |]
        Assert.Equal<float>([ -2.0; -2.0; 14.0; 8.0 ], product 2 [ matrices; [| 1.0; 0.0; -1.0; 1.0; 5.0; 2.0 |] ])
        Assert.Equal<float>([ -2.0; -2.0; -7.0; 8.0 ], product 2 [ matrices; [| 1.0; 0.0; -1.0 |] ])

    // Rows (i, i + 1, i + 2), of which (1, 0, -1)' makes -2 for every i.
    [<Fact>]
    member _.``threads share many instances``() =
        let entries = Array.init 600000 (fun i -> float32 (i / 3 % 1024 + i % 3))
        let products = a * x |> Compile.bind [ "m", 2; "n", 3 ] [ a; x ] |> Compile.withThreads 2 |> Compile.runMany
        let found = products CancellationToken.None 100000 [ entries; [| 1.0f; 0.0f; -1.0f |] ]
        Assert.Equal<float32>(Array.create 200000 -2.0f, found)

        let cancelled = CancellationToken true
        let run () = products cancelled 1 [ entries[..5]; [| 1.0f; 0.0f; -1.0f |] ]
        Assert.Throws<OperationCanceledException>(fun () -> run () |> ignore) |> ignore

    // All rows of A are (1, 2, 3): A*(1, 0, -1)' has 20000 entries -2, and the gradient 2*A'*(A*x) is -4*20000*(1, 2, 3)'. Whole numbers below
    // 2^24 are exact in single precision.
    [<Fact>]
    member _.``threads share the rows of large arrays``() =
        let sizes = [ "m", 20000; "n", 3 ]
        let rows = Array.init 60000 (fun i -> float32 (i % 3 + 1))
        let at = [| 1.0f; 0.0f; -1.0f |]
        let product = a * x |> Compile.bind sizes [ a; x ] |> Compile.withThreads 2 |> Compile.run
        Assert.Equal<float32>(Array.create 20000 -2.0f, product [ rows; at ])

        let loss = Expr.sum ((a * x) .* (a * x))
        let descent = loss |> Compile.bindLossAndGradient sizes [ a; x ] x |> Compile.withThreads 2 |> Compile.runLossAndGradient
        let value, gradient = descent [ rows; at ]
        Assert.Equal(80000.0f, value)
        Assert.Equal<float32>([ -80000.0f; -160000.0f; -240000.0f ], gradient)

    [<Fact>]
    member _.``a dimension has one size``() =
        let bind () : float array list -> float array = a * x |> Compile.arrays [ "m", 2; "n", 3; "n", 4 ] [ a; x ]
        let error = Assert.Throws<DerivationKit.ShapeException>(fun () -> bind () |> ignore)
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
