using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of declared properties apply.</summary>
internal static class TensorTactics
{
    /// <summary>Lowers a natural power of an entry that is 0 or 1.</summary>
    public static bool Idempotence(Rewriting rewriting, Monomial m) => Try(m, (f, e) =>
    {
        if (!e.Has(Property.OneHotRows, Property.Mask) || !f.Exponent.IsInteger || f.Exponent <= 1)
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("idempotence", t, m.Factors.IndexOf(f)));
        return true;
    });

    /// <summary>Joins two entries of one row of one-hot rows.</summary>
    public static bool OneHotProduct(Rewriting rewriting, Monomial m) => Try(m, (f, e) =>
    {
        int first = m.Factors.IndexOf(f);
        int second = Partner(m, first, e, 0);
        if (!e.Has(Property.OneHotRows) || !f.Exponent.IsOne || second < 0)
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("one-hot-product", t, first, second));
        return true;
    });

    /// <summary>Sums a row that is summed alone.</summary>
    public static bool RowSum(Rewriting rewriting, Monomial m) => Try(m, (f, e) =>
    {
        if (!e.Has(Property.OneHotRows, Property.RowStochastic) || !f.Exponent.IsOne || !e.Slots[1].IsBound || m.Incidence(e.Slots[1].Ordinal) != 1)
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("row-sum", t, m.Factors.IndexOf(f)));
        return true;
    });

    /// <summary>Contracts two entries of an orthogonal matrix.</summary>
    public static bool Orthogonality(Rewriting rewriting, Monomial m) => Try(m, (f, e) =>
    {
        int first = m.Factors.IndexOf(f);
        for (int axis = 0; axis < 2 && e.Has(Property.Orthogonal); axis++)
        {
            bool square = f.Exponent == 2;
            int second = square ? first : f.Exponent.IsOne ? Partner(m, first, e, axis) : -1;
            if (second >= 0 && e.Slots[axis].IsBound && m.Incidence(e.Slots[axis].Ordinal) == (square ? 1 : 2))
            {
                rewriting.Apply(m, t => Step.Of("orthogonality", t, first, second, axis));
                return true;
            }
        }

        return false;
    });

    // Another entry of the same tensor, with exponent 1, that shares the index on an axis.
    private static int Partner(Monomial m, int first, EntryAtom e, int axis)
    {
        for (int i = first + 1; i < m.Factors.Length; i++)
        {
            if (m.Factors[i] is { Exponent.IsOne: true, Atom: EntryAtom other } && other.Tensor.Name == e.Tensor.Name && other.Slots[axis] == e.Slots[axis])
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Try(Monomial m, Func<Factor, EntryAtom, bool> tactic) =>
        m.Factors.Any(f => f.Atom is EntryAtom e && tactic(f, e));
}
