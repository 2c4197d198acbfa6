using System.Collections.Immutable;
using System.Numerics;

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
    public BoundFunction<T> Bind(params (int Rows, int Columns)[] shapes) => new(Program, SizeInference.Infer(Inputs, shapes));

    /// <summary>Fixes the size of each dimension by its name, and allocates all that a run needs.</summary>
    /// <param name="sizes">The size of each named dimension; other names are ignored.</param>
    /// <exception cref="ShapeException">A dimension has no size, or one smaller than 1.</exception>
    public BoundFunction<T> Bind(IEnumerable<KeyValuePair<string, int>> sizes) => new(Program, Compilation.Sizes.Of(sizes));

    /// <summary>The listing of the program.</summary>
    public override string ToString() => Program.ToString();
}
