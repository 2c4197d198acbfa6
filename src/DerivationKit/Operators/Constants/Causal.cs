using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>causal(n)[i,j] = 1 where i >= j, else 0: the mask of ones on and below the diagonal, by which no position sees a later one.
/// Shapes: a matrix (n,n).</summary>
internal sealed class Causal(Dimension size) : ConstantArray(new(size, size), [size])
{
    public override string Name => "causal";

    public override string Source => "Vaswani and others 2017, section 3.2.3";

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.LowerTriangle(at.Shape.Rows);

    protected override Term Entry(Meaning at) => at.Row.Dimension.IsOne ? new Number(Rational.One) : new AtLeast(at.Row, at.Column);
}
