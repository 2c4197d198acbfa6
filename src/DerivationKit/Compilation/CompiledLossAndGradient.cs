using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <summary>A scalar expression and its gradient as one numeric function, for all sizes of its dimensions; what both need is computed once.
/// Immutable and thread-safe.</summary>
/// <typeparam name="T">The floating-point type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class CompiledLossAndGradient<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal CompiledLossAndGradient(Expr loss, Expr gradient, ImmutableArray<Variable> inputs) =>
        (Loss, Gradient, Program) = (loss, gradient, Program.Of([loss, gradient], inputs));

    /// <summary>The scalar.</summary>
    public Expr Loss { get; }

    /// <summary>Its gradient in closed form, in the shape of the variable.</summary>
    public Expr Gradient { get; }

    /// <summary>The inputs, in order.</summary>
    public ImmutableArray<Variable> Inputs => Program.Inputs;

    /// <summary>How both are computed; its text is a listing.</summary>
    public Program Program { get; }

    /// <summary>Fixes the sizes to those of inputs with these shapes, and allocates all that a run needs.</summary>
    /// <param name="shapes">Rows and columns of each input, in order; a vector of length n is n×1, a scalar 1×1.</param>
    /// <exception cref="ShapeException">The shapes contradict a declaration or each other, or leave a dimension open.</exception>
    public BoundLossAndGradient<T> Bind(params (int Rows, int Columns)[] shapes) => Bind(MatrixLayout.RowMajor, shapes);

    /// <summary>Fixes the sizes and the order of the entries of inputs and gradient.</summary>
    /// <param name="layout">The order.</param>
    /// <param name="shapes">Rows and columns of each input, in order.</param>
    /// <exception cref="ShapeException">The shapes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layout.</exception>
    public BoundLossAndGradient<T> Bind(MatrixLayout layout, params (int Rows, int Columns)[] shapes) =>
        Bind(SizeInference.Infer(Inputs, shapes), layout);

    /// <summary>Fixes the size of each dimension by its name, and allocates all that a run needs.</summary>
    /// <param name="sizes">The size of each named dimension; other names are ignored.</param>
    /// <exception cref="ShapeException">A dimension has no size, or one smaller than 1.</exception>
    public BoundLossAndGradient<T> Bind(IEnumerable<KeyValuePair<string, int>> sizes) => Bind(Sizes.Of(sizes), MatrixLayout.RowMajor);

    /// <summary>The listing of the program.</summary>
    public override string ToString() => Program.ToString();

    private BoundLossAndGradient<T> Bind(Sizes sizes, MatrixLayout layout) =>
        new(new(Program, ["the loss", "the gradient"], sizes, layout, LaneWidths.ForEmittedCode<T>()));
}
