using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <summary>An expression as a numeric function of a list of inputs, for all sizes of its dimensions. Immutable and thread-safe. Declared
/// properties of the inputs, such as symmetric, are relied on and not checked.</summary>
/// <typeparam name="T">The floating-point type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class CompiledFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal CompiledFunction(Expr expression, Program program) => (Expression, Program) = (expression, program);

    /// <summary>What is computed.</summary>
    public Expr Expression { get; }

    /// <summary>The inputs, in order.</summary>
    public ImmutableArray<Variable> Inputs => Program.Inputs;

    /// <summary>How it is computed; its text is a listing.</summary>
    public Program Program { get; }

    /// <summary>Fixes the sizes to those of inputs with these shapes, and allocates all that a run needs.</summary>
    /// <param name="shapes">Rows and columns of each input, in order; a vector of length n is n×1, a scalar 1×1.</param>
    /// <exception cref="ShapeException">The shapes contradict a declaration or each other, or leave a dimension open.</exception>
    public BoundFunction<T> Bind(params (int Rows, int Columns)[] shapes) => Bind(MatrixLayout.RowMajor, shapes);

    /// <summary>Fixes the sizes and the order of the entries of inputs and result.</summary>
    /// <param name="layout">The order; column-major arrays of many rows are read where they lie, and so are the fastest.</param>
    /// <param name="shapes">Rows and columns of each input, in order.</param>
    /// <exception cref="ShapeException">The shapes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layout.</exception>
    public BoundFunction<T> Bind(MatrixLayout layout, params (int Rows, int Columns)[] shapes) =>
        Bind(SizeInference.Infer(Inputs, shapes), layout, LaneWidths.ForEmittedCode<T>());

    /// <summary>Fixes the size of each dimension by its name, and allocates all that a run needs.</summary>
    /// <param name="sizes">The size of each named dimension; other names are ignored.</param>
    /// <exception cref="ShapeException">A dimension has no size, or one smaller than 1.</exception>
    public BoundFunction<T> Bind(IEnumerable<KeyValuePair<string, int>> sizes) =>
        Bind(Sizes.Of(sizes), MatrixLayout.RowMajor, LaneWidths.ForEmittedCode<T>());

    /// <summary>Fixes everything, and how wide the vectors are that regions are computed in; nothing for plain loops.</summary>
    internal BoundFunction<T> Bind(Sizes sizes, MatrixLayout layout, LaneWidth? width) => new(Program, sizes, layout, width);

    /// <summary>The listing of the program.</summary>
    public override string ToString() => Program.ToString();
}
