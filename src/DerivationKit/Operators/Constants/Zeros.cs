using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>zeros(n)[i] = 0 and zeros(m,n)[i,j] = 0. Shapes: a vector (n), a matrix (m,n).</summary>
internal sealed class Zeros(params ImmutableArray<Axis> sizes) : ConstantArray(Filled(sizes), sizes)
{
    public override string Name => "zeros";

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, new ScalarCode.Number(Rational.Zero));

    protected override Term Entry(Meaning at) => new Number(Rational.Zero);
}
