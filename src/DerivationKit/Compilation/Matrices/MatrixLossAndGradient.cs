using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Compilation.Matrices;

/// <summary>A compiled loss and gradient of matrices of Math.NET Numerics; sizes are read off the arguments. Thread-safe.</summary>
/// <remarks>For each combination of sizes the function is bound anew, which takes much longer than a small run, and keeps memory; the
/// eight latest ones are kept. Whoever has more bounds functions of its own by <see cref="CompiledLossAndGradient{T}"/>.</remarks>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class MatrixLossAndGradient<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly MatrixBinding<T, BoundLossAndGradient<T>> binding;

    internal MatrixLossAndGradient(CompiledLossAndGradient<T> function) =>
        binding = new(function.Inputs, shapes => function.Bind(MatrixLayout.ColumnMajor, shapes));

    /// <summary>Computes loss and gradient; a vector is a matrix of one column.</summary>
    /// <param name="inputs">One matrix for each input, in order.</param>
    /// <exception cref="ShapeException">The sizes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public (T Loss, Matrix<T> Gradient) Invoke(params Matrix<T>[] inputs)
    {
        BoundLossAndGradient<T> bound = binding.For(inputs);
        T[] numbers = new T[bound.Rows * bound.Columns];
        T loss = bound.Run(Marshalling<T>.Memories(inputs), numbers);
        return (loss, Matrix<T>.Build.Dense(bound.Rows, bound.Columns, numbers));
    }

    /// <summary>Computes the loss, and the gradient into an existing matrix.</summary>
    /// <param name="gradient">A dense matrix of the gradient's size, which shares no memory with an input.</param>
    /// <param name="inputs">One matrix for each input, in order.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ShapeException">The sizes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The gradient is not dense, has another size, or overlaps an input.</exception>
    public T Into(Matrix<T> gradient, params Matrix<T>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        BoundLossAndGradient<T> bound = binding.For(inputs);
        return bound.Run(Marshalling<T>.Memories(inputs), Marshalling<T>.Writable(gradient, bound.Rows, bound.Columns, "the gradient"));
    }
}
