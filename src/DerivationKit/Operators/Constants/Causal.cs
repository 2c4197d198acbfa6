using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>causal(n)[i,j] = 1 where i >= j, else 0: the mask of ones on and below the diagonal, by which no position sees a later one.
/// Shapes: a matrix (n,n).</summary>
internal sealed class Causal : ConstantArray
{
    /// <exception cref="ArgumentException">It is a product of dimensions.</exception>
    public Causal(Axis axis)
        : base(new(axis, axis), [axis])
    {
        if (axis.Factors.Length > 1)
        {
            throw new ArgumentException($"causal needs one dimension, not the product {axis}");
        }
    }

    public override string Name => "causal";

    public override string Source => "Vaswani and others 2017, section 3.2.3";

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.LowerTriangle(at.Shape.Rows);

    protected override Term Entry(Meaning at) =>
        at.Row.Indices is [Index row] ? new AtLeast(row, at.Column.Indices[0]) : new Number(Rational.One);
}
