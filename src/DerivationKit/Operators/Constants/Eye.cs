using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>eye(n)[i,j] = δ[i,j], the identity matrix. Shapes: a matrix (n,n).</summary>
internal sealed class Eye(Axis size) : ConstantArray(new(size, size), [size])
{
    public override string Name => "eye";

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Identity(at.Shape.Rows);

    protected override Term Entry(Meaning at) => Delta(at.Row, at.Column);
}
