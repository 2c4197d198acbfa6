using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>ones(n)[i] = 1 and ones(m,n)[i,j] = 1. Shapes: a vector (n), a matrix (m,n).</summary>
internal sealed class Ones(params ImmutableArray<Axis> sizes) : ConstantArray(Filled(sizes), sizes)
{
    public override string Name => "ones";

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, new ScalarCode.Number(Rational.One));

    protected override Term Entry(Meaning at) => new Number(Rational.One);
}
