using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Writes the slots of symmetric atoms in a wanted order.</summary>
internal sealed class Orientation(Normaliser normaliser)
{
    /// <summary>Puts the slots of one atom into the least order that its symmetries allow.</summary>
    public bool Orient(Rewriting rewriting, Monomial m)
    {
        foreach (Factor f in m.Factors)
        {
            int[] order = normaliser.Symmetries.Orientation(f.Atom);
            if (f.Atom is not DeltaAtom && !order.Select(i => f.Atom.Slots[i]).SequenceEqual(f.Atom.Slots))
            {
                Turn(rewriting, m, new Turn(f.Atom, order, f.Exponent));
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the slots of atoms into orders that their symmetries allow; answers the monomial that results, if it is still there.</summary>
    public Monomial? Turn(Rewriting rewriting, Monomial m, ImmutableArray<Turn> turns) =>
        turns.Aggregate<Turn, Monomial?>(m, (current, turn) => current is null ? null : Turn(rewriting, current, turn));

    /// <summary>Uses an equation where a monomial holds its leading term, whose atoms are turned first; false if the kernel refuses.</summary>
    public bool TryUse(Rewriting rewriting, Monomial m, Equation e, Occurrence found) =>
        Turn(rewriting, m, found.Turns) is { } turned && rewriting.TryApply(turned, t => e.At(t, -1, found.Slots, found.Bound));

    private Monomial? Turn(Rewriting rewriting, Monomial m, Turn turn)
    {
        int position = m.Place(turn.Atom);
        return turn.Atom switch
        {
            _ when position < 0 => null,
            // A delta keeps its indices in order by itself.
            DeltaAtom => m,
            Closure c => Permute(rewriting, m, position, c, turn.Order),
            _ when m.Factors[position].Exponent == turn.Power => Swap(rewriting, m, turn.Atom, turn.Power.IsOne ? -1 : position),
            _ => Enumerable.Range(0, turn.Power.IsInteger ? (int)turn.Power.Numerator : 0)
                .Aggregate<int, Monomial?>(m, (current, _) => current is null ? null : Swap(rewriting, current, turn.Atom, -1)),
        };
    }

    // One A[i,j] becomes A[j,i], or its whole power.
    private Monomial? Swap(Rewriting rewriting, Monomial m, Atom atom, int position)
    {
        Equation e = normaliser.Equations.Symmetric[atom.Head];
        int lead = e.Sum.Terms[0].Monomial.Factors[0].Atom.Slots[0] == Slot.Parameter(0) ? 0 : 1;
        return rewriting.Replace(m, t => e.For(lead).At(t, position, atom.Slots, []));
    }

    private Monomial? Permute(Rewriting rewriting, Monomial m, int position, Closure c, int[] order)
    {
        // The order of the slots: an inverse has one for each row and column, an exponential several pairs, and the row and the column of a determinant's
        // matrix, which has none, stay in front.
        int inner = c.Inner.Length;
        int[] places = [
            .. Enumerable.Range(0, c.Own).Select(o => inner > 0 ? order[o] % c.Own : o), .. order[inner..].Select(i => i - inner + c.Own)];
        ImmutableArray<int> pairs = inner > 2 ? [.. Enumerable.Range(0, inner / 2).Select(p => order[2 * p] / 2)] : [];
        Polynomial body = Symmetries.Permuted(c.Body, places);
        ImmutableArray<Step> steps = normaliser.Normalise(body).Steps;
        Monomial? turned = rewriting.Replace(m, t => new("permute", t, position, [.. places, .. pairs], Rational.Zero, []));
        if (turned is null || steps.IsEmpty)
        {
            return turned;
        }

        int place = turned.Place(c.With(body, [.. order.Select(i => c.Slots[i])]));
        return place < 0 ? null : rewriting.Replace(turned, t => new("within", t, place, [], Rational.Zero, steps));
    }
}
