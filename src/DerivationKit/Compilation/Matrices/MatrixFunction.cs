using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Compilation.Matrices;

/// <summary>A compiled function of matrices and vectors of Math.NET Numerics; sizes are read off the arguments. Thread-safe.</summary>
/// <remarks>For each combination of sizes the function is bound anew, which takes much longer than a small run, and keeps memory; the
/// eight latest ones are kept. Whoever has more bounds functions of its own by <see cref="CompiledFunction{T}"/>.</remarks>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class MatrixFunction<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly CompiledFunction<T> function;
    private readonly MatrixBinding<T, BoundFunction<T>> binding;

    internal MatrixFunction(CompiledFunction<T> function)
    {
        this.function = function;
        binding = new(function.Inputs, shapes => function.Bind(MatrixLayout.ColumnMajor, shapes));
    }

    /// <summary>Computes the result; a vector is a matrix of one column. Dense matrices are read where they lie.</summary>
    /// <param name="inputs">One matrix for each input, in order.</param>
    /// <exception cref="ShapeException">The sizes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Matrix<T> Invoke(params Matrix<T>[] inputs) => Invoke<Matrix<T>>(inputs);

    /// <summary>Computes the result into an existing matrix.</summary>
    /// <param name="result">A dense matrix of the result's size, which shares no memory with an input.</param>
    /// <param name="inputs">One matrix for each input, in order.</param>
    /// <exception cref="ShapeException">The sizes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The result is not dense, has another size, or overlaps an input.</exception>
    public void Into(Matrix<T> result, params Matrix<T>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(result);
        BoundFunction<T> bound = binding.For(inputs);
        bound.Run(Marshalling<T>.Memories(inputs), Marshalling<T>.Writable(result, bound.Rows, bound.Columns, "the result"));
    }

    /// <summary>The function of one argument as a delegate. Arguments and result are matrices; for a vector or a row also
    /// <see cref="Vector{T}"/>, for a scalar also T.</summary>
    /// <exception cref="ArgumentException">A type does not fit a shape, or the function has another number of inputs.</exception>
    public Func<TInput, TResult> ToFunc<TInput, TResult>()
        where TInput : notnull
        where TResult : notnull
    {
        Check<TResult>(typeof(TInput));
        return input => Invoke<TResult>(input);
    }

    /// <summary>The function of two arguments as a delegate.</summary>
    /// <inheritdoc cref="ToFunc{TInput, TResult}"/>
    public Func<TFirst, TSecond, TResult> ToFunc<TFirst, TSecond, TResult>()
        where TFirst : notnull
        where TSecond : notnull
        where TResult : notnull
    {
        Check<TResult>(typeof(TFirst), typeof(TSecond));
        return (first, second) => Invoke<TResult>(first, second);
    }

    /// <summary>The function of three arguments as a delegate.</summary>
    /// <inheritdoc cref="ToFunc{TInput, TResult}"/>
    public Func<TFirst, TSecond, TThird, TResult> ToFunc<TFirst, TSecond, TThird, TResult>()
        where TFirst : notnull
        where TSecond : notnull
        where TThird : notnull
        where TResult : notnull
    {
        Check<TResult>(typeof(TFirst), typeof(TSecond), typeof(TThird));
        return (first, second, third) => Invoke<TResult>(first, second, third);
    }

    /// <summary>The function of four arguments as a delegate.</summary>
    /// <inheritdoc cref="ToFunc{TInput, TResult}"/>
    public Func<TFirst, TSecond, TThird, TFourth, TResult> ToFunc<TFirst, TSecond, TThird, TFourth, TResult>()
        where TFirst : notnull
        where TSecond : notnull
        where TThird : notnull
        where TFourth : notnull
        where TResult : notnull
    {
        Check<TResult>(typeof(TFirst), typeof(TSecond), typeof(TThird), typeof(TFourth));
        return (first, second, third, fourth) => Invoke<TResult>(first, second, third, fourth);
    }

    private TResult Invoke<TResult>(params object[] inputs)
        where TResult : notnull
    {
        BoundFunction<T> bound = binding.For(inputs);
        T[] numbers = new T[bound.Rows * bound.Columns];
        bound.Run(Marshalling<T>.Memories(inputs), numbers);
        return (TResult)Marshalling<T>.Create(typeof(TResult), bound.Rows, bound.Columns, numbers);
    }

    private void Check<TResult>(params ImmutableArray<Type> types)
    {
        if (types.Length != function.Inputs.Length)
        {
            throw new ArgumentException($"the function takes {function.Inputs.Length} inputs, not {types.Length}");
        }

        for (int i = 0; i < types.Length; i++)
        {
            Variable input = function.Inputs[i];
            Marshalling<T>.CheckType(types[i], input.Shape, $"{input.Name}: {input.Shape}");
        }

        Shape shape = function.Expression.Shape;
        Marshalling<T>.CheckType(typeof(TResult), shape, $"the result: {shape}");
    }
}

/// <summary>Functions of matrices from compiled functions.</summary>
public static class MatrixFunctions
{
    /// <summary>The compiled function as one of matrices and vectors of Math.NET Numerics.</summary>
    /// <example>
    /// <code>
    /// MatrixFunction&lt;double&gt; product = Compile.Function&lt;double&gt;(a * x, a, x).OnMatrices();
    /// var apply = product.ToFunc&lt;Matrix&lt;double&gt;, Vector&lt;double&gt;, Vector&lt;double&gt;&gt;();
    /// </code>
    /// </example>
    public static MatrixFunction<T> OnMatrices<T>(this CompiledFunction<T> function)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        return new(function);
    }

    /// <summary>The compiled loss and gradient as functions of matrices of Math.NET Numerics.</summary>
    public static MatrixLossAndGradient<T> OnMatrices<T>(this CompiledLossAndGradient<T> function)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        return new(function);
    }
}
