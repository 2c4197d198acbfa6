using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>comm(m,n)[(i,j),(k,l)] = δ[i,l] δ[j,k], the commutation matrix: comm(m,n)*vec(A) = vec(A') for A: matrix(m,n).
/// Shapes: a matrix (m*n,n*m).</summary>
internal sealed class Commutation(Axis m, Axis n) : ConstantArray(new(m * n, n * m), [m, n])
{
    public override string Name => "comm";

    public override string Source => "Magnus, Neudecker 2019, section 3.7";

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        (MultiIndex i, MultiIndex j) = new MultiIndex("i", at.Shape.Rows).Split(m);
        (MultiIndex k, MultiIndex l) = new MultiIndex("j", at.Shape.Columns).Split(n);
        return program.Contract(
            at.Shape,
            [.. i.Indices, .. j.Indices, .. k.Indices, .. l.Indices],
            [[.. i.Indices, .. l.Indices], [.. j.Indices, .. k.Indices]],
            [program.Identity(m), program.Identity(n)]);
    }

    protected override Term Entry(Meaning at)
    {
        (MultiIndex i, MultiIndex j) = at.Row.Split(m);
        (MultiIndex k, MultiIndex l) = at.Column.Split(n);
        return Product(Delta(i, l), Delta(j, k));
    }
}
