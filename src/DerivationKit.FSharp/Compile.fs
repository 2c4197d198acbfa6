namespace DerivationKit.FSharp

open DerivationKit
open DerivationKit.Compilation
open DerivationKit.Compilation.Matrices

/// Compiles expressions without derivatives to functions of doubles, for all sizes. A matrix is a Matrix&lt;float&gt; of Math.NET Numerics; for a
/// vector a Vector&lt;float&gt; fits as well, for a scalar a float. Annotate the function to say which, as in
/// <c>let f : Matrix&lt;float&gt; -> float = Compile.function1 z loss</c>. For single precision, arrays column after column, threads, results in
/// existing memory, cancellation and plans, call <c>DerivationKit.Compilation.Compile</c>, which takes the same expressions.
[<RequireQualifiedAccess>]
module Compile =

    let private compile (inputs: Expr list) (f: Expr) = Compile.Function<float>(f, Seq.map Binding.variable inputs)

    /// A function of one variable.
    let function1 (x: Expr) (f: Expr) : 'A -> 'R = (compile [ x ] f).OnMatrices().ToFunc<'A, 'R>().Invoke

    /// A function of two variables.
    let function2 (x: Expr) (y: Expr) (f: Expr) : 'A -> 'B -> 'R =
        let compiled = (compile [ x; y ] f).OnMatrices().ToFunc<'A, 'B, 'R>()
        fun a b -> compiled.Invoke(a, b)

    /// A function of three variables.
    let function3 (x: Expr) (y: Expr) (z: Expr) (f: Expr) : 'A -> 'B -> 'C -> 'R =
        let compiled = (compile [ x; y; z ] f).OnMatrices().ToFunc<'A, 'B, 'C, 'R>()
        fun a b c -> compiled.Invoke(a, b, c)

    let private overArrays (bound: BoundFunction<float>) (values: float array list) =
        let result = Array.zeroCreate<float> (bound.Rows * bound.Columns)
        bound.Run(Binding.memories values, result)
        result

    /// A function over arrays at fixed sizes: it takes the inputs in order, each row after row, and gives a new array likewise.
    let arrays (sizes: (string * int) list) (inputs: Expr list) (f: Expr) : float array list -> float array =
        (compile inputs f).Bind(Binding.sizes sizes) |> overArrays

    /// The same for so many instances at once, which lie one after the other in each array.
    let batch (sizes: (string * int) list) (inputs: Expr list) (f: Expr) : int -> float array list -> float array =
        let bound = (compile inputs f).Bind(Binding.sizes sizes)

        fun count values ->
            let results = Array.zeroCreate<float> (count * bound.Rows * bound.Columns)
            bound.RunMany(Binding.memories values, results)
            results

    /// The gradient of a scalar in a variable, over arrays at fixed sizes.
    let gradient (sizes: (string * int) list) (inputs: Expr list) (x: Expr) (loss: Expr) : float array list -> float array =
        let variables = Seq.map Binding.variable inputs
        Compile.Gradient<float>(loss, Binding.variable x, variables).Bind(Binding.sizes sizes) |> overArrays

    /// A scalar and its gradient in a variable, from one run over arrays at fixed sizes.
    let lossAndGradient (sizes: (string * int) list) (inputs: Expr list) (x: Expr) (loss: Expr) : float array list -> float * float array =
        let variables = Seq.map Binding.variable inputs
        let bound = Compile.LossAndGradient<float>(loss, Binding.variable x, variables).Bind(Binding.sizes sizes)

        fun values ->
            let gradient = Array.zeroCreate<float> (bound.Rows * bound.Columns)
            let value = bound.Run(Binding.memories values, gradient)
            value, gradient

    /// The Hessian of a scalar in a variable, times a direction, over arrays at fixed sizes.
    let hessianVectorProduct
        (sizes: (string * int) list)
        (inputs: Expr list)
        (x: Expr)
        (direction: Expr)
        (loss: Expr)
        : float array list -> float array =
        let variables = Seq.map Binding.variable inputs
        Compile.HessianVectorProduct<float>(loss, Binding.variable x, direction, variables).Bind(Binding.sizes sizes) |> overArrays
