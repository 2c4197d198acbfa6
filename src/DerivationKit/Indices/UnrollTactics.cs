using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Writes out sums over small dimensions of a fixed size, and inverses and determinants of matrices of such a size.</summary>
internal static class UnrollTactics
{
    /// <summary>The largest size that is written out.</summary>
    public const int Largest = 3;

    /// <summary>No tactics.</summary>
    public static ImmutableArray<Func<Rewriting, Monomial, bool>> None => [];

    /// <summary>Whether sums over it are written out.</summary>
    public static bool IsSmall(Dimension dimension) => dimension.Size <= Largest;

    /// <summary>Whether something is there to be written out.</summary>
    public static bool Applies(Polynomial p) => p.Parameters.Any(IsSmall)
        || p.Terms.Any(t => t.Monomial.Bound.Any(IsSmall) || t.Monomial.Factors.Any(f => f.Atom is Closure c && Applies(c.Body)));

    /// <summary>Writes a matrix of a small size by its entries.</summary>
    public static bool Expand(Rewriting rewriting, Monomial m)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is Closure { Kind: ClosureKind.Inverse or ClosureKind.Determinant, Axes: 1 } c && IsSmall(c.Body.Parameters[0]))
            {
                rewriting.Apply(m, t => Step.Of("leibniz", t, f));
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts values in the place of a bound index that has none.</summary>
    public static bool Unroll(Rewriting rewriting, Monomial m)
    {
        for (int o = 0; o < m.Bound.Length; o++)
        {
            if (IsSmall(m.Bound[o]) && !HasValue(m, Slot.Bound(o)))
            {
                rewriting.Apply(m, t => Step.Of("unroll", t, -1, o));
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts values in the place of all parameters.</summary>
    public static void Parameters(Rewriting rewriting)
    {
        for (int p = 0; p < rewriting.Polynomial.Parameters.Length; p++)
        {
            while (IsSmall(rewriting.Polynomial.Parameters[p])
                && rewriting.Polynomial.Terms.FirstOrDefault(t => !HasValue(t.Monomial, Slot.Parameter(p)))?.Monomial is { } next)
            {
                rewriting.Apply(next, t => Step.Of("unroll", t, -1, Slot.Parameter(p).Code));
            }
        }
    }

    /// <summary>Joins indices of one value, and compares those of two.</summary>
    public static bool Meet(Rewriting rewriting, Monomial m)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is UnitAtom unit && (Alone(rewriting, m, f, unit) || Pair(rewriting, m, f, unit)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Alone(Rewriting rewriting, Monomial m, int f, UnitAtom unit)
    {
        bool alone = unit.Slots[0].IsBound && m.Incidence(unit.Slots[0].Ordinal) == 1;
        if (alone)
        {
            rewriting.Apply(m, t => Step.Of("single", t, f));
        }

        return alone;
    }

    private static bool Pair(Rewriting rewriting, Monomial m, int f, UnitAtom unit)
    {
        for (int g = 0; g < m.Factors.Length; g++)
        {
            if (g == f || m.Factors[g].Atom is not UnitAtom other)
            {
                continue;
            }

            int order = m.Place(new AtLeastAtom(unit.Slots[0], other.Slots[0]));
            bool same = unit.Value == other.Value && unit.Slots[0] != other.Slots[0] && m.Place(new DeltaAtom(unit.Slots[0], other.Slots[0])) < 0
                && Dimension(rewriting, m, unit.Slots[0]) == Dimension(rewriting, m, other.Slots[0]);
            if (order >= 0 || same || unit.Slots[0] == other.Slots[0])
            {
                rewriting.Apply(m, t => Step.Of("meet", t, f, order >= 0 ? [g, order] : [g]));
                return true;
            }
        }

        return false;
    }

    private static Dimension Dimension(Rewriting rewriting, Monomial m, Slot s) =>
        s.IsBound ? m.Bound[s.Ordinal] : rewriting.Polynomial.Parameters[s.Ordinal];

    private static bool HasValue(Monomial m, Slot s) => m.Factors.Any(f => f.Atom is UnitAtom && f.Atom.Slots[0] == s);
}
