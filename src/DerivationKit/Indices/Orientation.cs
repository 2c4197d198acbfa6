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
            ImmutableArray<int> order = normaliser.Symmetries.Orientation(f.Atom);
            if (f.Atom is not DeltaAtom && !order.Select(i => f.Atom.Slots[i]).SequenceEqual(f.Atom.Slots))
            {
                Turn(rewriting, m, f, order);
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the slots of one atom into an order that its symmetries allow; answers the monomial that results, if it is still there.</summary>
    public Monomial? Turn(Rewriting rewriting, Monomial m, Factor f, ImmutableArray<int> order)
    {
        int position = m.Factors.IndexOf(f);
        if (f.Atom is not Closure c)
        {
            return rewriting.Apply(m, t => Step.Of("symmetry", t, position));
        }

        // The order of the slots, the row and the column of a determinant's matrix in front.
        int hidden = c.Body.Parameters.Length - c.Slots.Length;
        order = [.. Enumerable.Range(0, hidden), .. order.Select(i => i + hidden)];
        ImmutableArray<Step> inner = normaliser.Normalise(Symmetries.Permuted(c.Body, order)).Steps;
        Monomial? turned = rewriting.Apply(m, t => new("permute", t, position, order, Rational.Zero, []));
        if (turned is null || inner.IsEmpty)
        {
            return turned;
        }

        string head = new Closure(c.Kind, Symmetries.Permuted(c.Body, order), [.. order[hidden..].Select(i => c.Slots[i - hidden])]).Key;
        int place = turned.Factors.Select(factor => factor.Atom.Key).ToList().IndexOf(head);
        return place < 0 ? null : rewriting.Apply(turned, t => new("within", t, place, [], Rational.Zero, inner));
    }
}
