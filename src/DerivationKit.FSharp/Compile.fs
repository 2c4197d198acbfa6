namespace DerivationKit.FSharp

open System.Threading
open DerivationKit
open DerivationKit.Compilation
open DerivationKit.Compilation.Matrices
open MathNet.Numerics.LinearAlgebra

/// Compiles expressions without derivatives to functions of numbers, for all sizes. The numbers are float or float32, whichever the function is
/// used with; a function that nothing else tells is annotated, as in <c>let f : Matrix&lt;float32&gt; -> float32 = loss |> Compile.function1 z</c>.
/// A matrix is a Matrix of Math.NET Numerics; for a vector a Vector fits as well, for a scalar a number. For arrays column after column,
/// results in existing memory and plans, call <c>DerivationKit.Compilation.Compile</c>, which takes the same expressions.
[<RequireQualifiedAccess>]
module Compile =

    let private compile (inputs: Expr list) (f: Expr) : CompiledFunction<'T> = Compile.Function<'T>(f, Seq.map Binding.variable inputs)

    let private inSingle inputs f = (compile inputs f: CompiledFunction<float32>).OnMatrices()
    let private inDouble inputs f = (compile inputs f: CompiledFunction<float>).OnMatrices()

    let private isSingle<'R> =
        List.contains typeof<'R> [ typeof<float32>; typeof<Vector<float32>>; typeof<Matrix<float32>> ]

    /// A function of one variable.
    let function1 (x: Expr) (f: Expr) : 'A -> 'R =
        if isSingle<'R> then (inSingle [ x ] f).ToFunc<'A, 'R>().Invoke else (inDouble [ x ] f).ToFunc<'A, 'R>().Invoke

    /// A function of two variables.
    let function2 (x: Expr) (y: Expr) (f: Expr) : 'A -> 'B -> 'R =
        let compiled =
            if isSingle<'R> then (inSingle [ x; y ] f).ToFunc<'A, 'B, 'R>() else (inDouble [ x; y ] f).ToFunc<'A, 'B, 'R>()

        fun a b -> compiled.Invoke(a, b)

    /// A function of three variables.
    let function3 (x: Expr) (y: Expr) (z: Expr) (f: Expr) : 'A -> 'B -> 'C -> 'R =
        let compiled =
            if isSingle<'R> then (inSingle [ x; y; z ] f).ToFunc<'A, 'B, 'C, 'R>() else (inDouble [ x; y; z ] f).ToFunc<'A, 'B, 'C, 'R>()

        fun a b c -> compiled.Invoke(a, b, c)

    /// A function of four variables.
    let function4 (w: Expr) (x: Expr) (y: Expr) (z: Expr) (f: Expr) : 'A -> 'B -> 'C -> 'D -> 'R =
        let compiled =
            if isSingle<'R> then
                (inSingle [ w; x; y; z ] f).ToFunc<'A, 'B, 'C, 'D, 'R>()
            else
                (inDouble [ w; x; y; z ] f).ToFunc<'A, 'B, 'C, 'D, 'R>()

        fun a b c d -> compiled.Invoke(a, b, c, d)

    /// A function of any number of matrices, which come in the order of the inputs; a vector is a matrix of one column.
    let matrices (inputs: Expr list) (f: Expr) : Matrix<'T> list -> Matrix<'T> =
        let compiled = (compile inputs f: CompiledFunction<'T>).OnMatrices()
        fun values -> compiled.Invoke(Array.ofList values)

    /// A scalar and its gradient in a variable, as functions of any number of matrices; what both share is computed once.
    let lossAndGradientOfMatrices (inputs: Expr list) (x: Expr) (loss: Expr) : Matrix<'T> list -> 'T * Matrix<'T> =
        let compiled = Compile.LossAndGradient<'T>(loss, Binding.variable x, Seq.map Binding.variable inputs).OnMatrices()
        fun values -> let struct (value, gradient) = compiled.Invoke(Array.ofList values) in value, gradient

    /// A function at fixed sizes, for <c>run</c>, <c>runMany</c> and <c>withThreads</c>. Derivatives have to be written out, as
    /// <c>Diff.gradient</c> and <c>Diff.closedForm</c> do.
    let bind (sizes: (string * int) list) (inputs: Expr list) (f: Expr) : BoundFunction<'T> =
        (compile inputs f).Bind(Binding.sizes sizes)

    /// A scalar and its gradient in a variable at fixed sizes, for <c>runLossAndGradient</c> and <c>withThreads</c>.
    let bindLossAndGradient (sizes: (string * int) list) (inputs: Expr list) (x: Expr) (loss: Expr) : BoundLossAndGradient<'T> =
        let variables = Seq.map Binding.variable inputs
        Compile.LossAndGradient<'T>(loss, Binding.variable x, variables).Bind(Binding.sizes sizes)

    /// The same function, loss with gradient, or flow, which so many threads share if there is much work.
    let inline withThreads (threads: int) (bound: ^B) : ^B = (^B: (member WithThreads: int -> ^B) (bound, threads))

    /// The function over arrays: it takes the inputs in order, each row after row, and gives a new array likewise.
    let run (bound: BoundFunction<'T>) (values: 'T array list) : 'T array =
        let result = Array.zeroCreate<'T> (bound.Rows * bound.Columns)
        bound.Run(Binding.memories values, result)
        result

    /// The function for so many instances at once, which lie one after the other in each array; an input of one instance is shared by all.
    /// Threads change no result. A token that is cancelled ends it by an OperationCanceledException.
    let runMany (bound: BoundFunction<'T>) (cancellation: CancellationToken) (count: int) (values: 'T array list) : 'T array =
        let results = Array.zeroCreate<'T> (count * bound.Rows * bound.Columns)
        bound.RunMany(Binding.memories values, results, cancellation)
        results

    /// The scalar and its gradient over arrays.
    let runLossAndGradient (bound: BoundLossAndGradient<'T>) (values: 'T array list) : 'T * 'T array =
        let gradient = Array.zeroCreate<'T> (bound.Rows * bound.Columns)
        let value = bound.Run(Binding.memories values, gradient)
        value, gradient

    /// A function over arrays at fixed sizes, in one thread: <c>bind</c> and <c>run</c>.
    let arrays (sizes: (string * int) list) (inputs: Expr list) (f: Expr) : 'T array list -> 'T array =
        f |> bind sizes inputs |> run

    /// The same for so many instances at once, in one thread: <c>bind</c> and <c>runMany</c>.
    let batch (sizes: (string * int) list) (inputs: Expr list) (f: Expr) : int -> 'T array list -> 'T array =
        runMany (f |> bind sizes inputs) CancellationToken.None

    /// The gradient of a scalar in a variable, over arrays at fixed sizes.
    let gradient (sizes: (string * int) list) (inputs: Expr list) (x: Expr) (loss: Expr) : 'T array list -> 'T array =
        let variables = Seq.map Binding.variable inputs
        Compile.Gradient<'T>(loss, Binding.variable x, variables).Bind(Binding.sizes sizes) |> run

    /// A scalar and its gradient in a variable, from one run over arrays at fixed sizes.
    let lossAndGradient (sizes: (string * int) list) (inputs: Expr list) (x: Expr) (loss: Expr) : 'T array list -> 'T * 'T array =
        loss |> bindLossAndGradient sizes inputs x |> runLossAndGradient

    /// The Hessian of a scalar in a variable, times a direction, over arrays at fixed sizes.
    let hessianVectorProduct
        (sizes: (string * int) list)
        (inputs: Expr list)
        (x: Expr)
        (direction: Expr)
        (loss: Expr)
        : 'T array list -> 'T array =
        let variables = Seq.map Binding.variable inputs
        Compile.HessianVectorProduct<'T>(loss, Binding.variable x, direction, variables).Bind(Binding.sizes sizes) |> run
