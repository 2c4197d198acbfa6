using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of summation and of Kronecker's delta apply.</summary>
internal static class IndexTactics
{
    /// <summary>Removes a delta that holds a bound index.</summary>
    public static bool Substitute(Rewriting rewriting, Monomial m)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is DeltaAtom delta && delta.Slots.Any(s => s.IsBound))
            {
                rewriting.Apply(m, t => Step.Of("substitute", t, f, delta.Slots.First(s => s.IsBound).Ordinal));
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the second index of a delta of two parameters as the first, everywhere else.</summary>
    public static bool Identify(Rewriting rewriting, Monomial m)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is DeltaAtom delta && m.Factors.Where((_, i) => i != f).Any(o => o.Atom.Slots.Contains(delta.Slots[1])))
            {
                rewriting.Apply(m, t => Step.Of("identify", t, f, 1));
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes an order and its reverse as a delta, and the reverse order of two parameters by the order.</summary>
    public static bool Order(Rewriting rewriting, Monomial m)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is not AtLeastAtom order)
            {
                continue;
            }

            int reverse = m.Factors.Select(g => g.Atom.Key).ToList().IndexOf(order.At([order.Slots[1], order.Slots[0]]).Key);
            bool parameters = !order.Slots[0].IsBound && !order.Slots[1].IsBound && order.Slots[0].Ordinal > order.Slots[1].Ordinal;
            if (reverse >= 0 || parameters)
            {
                rewriting.Apply(m, t => reverse >= 0 ? Step.Of("antisymmetry", t, f, reverse) : Step.Of("totality", t, f));
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes each order of a bound index and a parameter with the parameter first, where both ways are mixed: an order and its reverse
    /// have a sum that is plain, which no term shows alone.</summary>
    public static bool Orient(Rewriting rewriting)
    {
        Factor[] factors = [.. rewriting.Polynomial.Terms.SelectMany(t => t.Monomial.Factors)];
        if (!factors.Any(f => IsOrder(f, bound: 0)) || !factors.Any(f => IsOrder(f, bound: 1)))
        {
            return false;
        }

        while (rewriting.Polynomial.Terms.Select(t => t.Monomial).FirstOrDefault(m => m.Factors.Any(f => IsOrder(f, bound: 0))) is { } mixed)
        {
            rewriting.Apply(mixed, t => Step.Of("totality", t, mixed.Factors.ToList().FindIndex(f => IsOrder(f, bound: 0))));
        }

        return true;

        static bool IsOrder(Factor f, int bound) => f.Atom is AtLeastAtom order && order.Slots[bound].IsBound && !order.Slots[1 - bound].IsBound;
    }

    /// <summary>Counts a bound index that occurs nowhere.</summary>
    public static bool Cardinality(Rewriting rewriting, Monomial m)
    {
        for (int o = 0; o < m.Bound.Length; o++)
        {
            if (m.Incidence(o) == 0)
            {
                rewriting.Apply(m, t => Step.Of("cardinality", t, -1, o));
                return true;
            }
        }

        return false;
    }
}
