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
            UnitAtom u => at[0] == u.Value ? 1 : 0,
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
                ClosureKind.Inverse => Inverse(c, world, at[c.Own..])[Number(c.Body.Parameters[c.Axes..c.Own], at[..c.Axes], world)][Number(c.Body.Parameters[..c.Axes], at[c.Axes..c.Own], world)].Value,
                ClosureKind.Determinant => Matrices.Determinant(Matrix(c, world, at)).Value,
                ClosureKind.MatrixExp => Matrices.Exponential(Matrix(c, world, at[c.Inner.Length..]), at[..c.Inner.Length]).Value,
                _ => Of(c.Body, world, at),
            },
            _ => throw new ArgumentException($"an unknown atom {atom.Key}", nameof(atom)),
        };
    }

    private static ImmutableArray<ImmutableArray<Jet>> Matrix(Closure c, World world, ImmutableArray<int> outer) => world.Matrix(
        $"{c.Axes} {c.Body.Key} {string.Join(",", outer)}",
        () => Matrices.Of(world, c.Body.Parameters[..c.Own], at => Of(c.Body, world, [.. at, .. outer])));

    private static ImmutableArray<ImmutableArray<Jet>> Inverse(Closure c, World world, ImmutableArray<int> outer) => world.Matrix(
        $"inverse {c.Axes} {c.Body.Key} {string.Join(",", outer)}",
        () => Matrix(c, world, outer) is var rows ? Matrices.Of(rows.Length, (i, j) => Matrices.Inverse(rows, i, j)) : default);

    // The place of a row or a column among all of them.
    private static int Number(ImmutableArray<Dimension> dimensions, ImmutableArray<int> at, World world) =>
        dimensions.Zip(at).Aggregate(0, (number, i) => (number * world.Size(i.First)) + i.Second);
}
