using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>The exact value of a kernel polynomial, straight from what its parts are documented to mean.</summary>
internal static class PolynomialValue
{
    public static Rational Of(Polynomial p, World world, params ImmutableArray<int> parameters)
    {
        Rational sum = Rational.Zero;
        foreach (MonomialTerm term in p.Terms)
        {
            foreach (ImmutableArray<int> bound in world.Tuples(term.Monomial.Bound))
            {
                sum += term.Monomial.Factors.Aggregate(
                    term.Coefficient, (product, f) => product * Arithmetic.Power(Of(f.Atom, world, parameters, bound), f.Exponent));
            }
        }

        return sum;
    }

    private static Rational Of(Atom atom, World world, ImmutableArray<int> parameters, ImmutableArray<int> bound)
    {
        ImmutableArray<int> at = [.. atom.Slots.Select(s => s.IsBound ? bound[s.Ordinal] : parameters[s.Ordinal])];
        return atom switch
        {
            EntryAtom e => world.Entry(e.Tensor.Name, at),
            DeltaAtom => at[0] == at[1] ? 1 : 0,
            AtLeastAtom => at[0] >= at[1] ? 1 : 0,
            SizeAtom s => world.Size(s.Dimension),
            Closure c => c.Kind switch
            {
                ClosureKind.Exp => Arithmetic.Exp(Of(c.Body, world, at)),
                ClosureKind.Log => Arithmetic.Log(Of(c.Body, world, at)),
                ClosureKind.Sin => Arithmetic.Angle(Of(c.Body, world, at)).Sin,
                ClosureKind.Cos => Arithmetic.Angle(Of(c.Body, world, at)).Cos,
                ClosureKind.Arcsin => Arithmetic.Arcsin(Of(c.Body, world, at)),
                ClosureKind.Arctan => Arithmetic.Arctan(Of(c.Body, world, at)),
                ClosureKind.Erf => Arithmetic.Erf(Of(c.Body, world, at)),
                ClosureKind.Inverse => Matrices.Inverse(Matrix(c, world, at[2..]), at[0], at[1]).Value,
                ClosureKind.Determinant => Matrices.Determinant(Matrix(c, world, at)).Value,
                ClosureKind.MatrixExp => Matrices.Exponential(Matrix(c, world, at[c.Inner.Length..]), at[..c.Inner.Length]).Value,
                _ => Of(c.Body, world, at),
            },
            _ => throw new ArgumentException($"an unknown atom {atom.Key}", nameof(atom)),
        };
    }

    private static ImmutableArray<ImmutableArray<Jet>> Matrix(Closure c, World world, ImmutableArray<int> outer) => world.Matrix(
        $"{c.Body.Key} {string.Join(",", outer)}",
        () => Matrices.Of(world.Size(c.Body.Parameters[0]), (i, j) => Of(c.Body, world, [i, j, .. outer])));
}
