using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Finds an order of a monomial's bound indices that depends on its structure alone: colour refinement, then individualisation,
/// component by component. A wrong order costs completeness only: the kernel checks each renaming.</summary>
/// <param name="symmetries">The permutations of an atom's slots that do not change its value, the identity among them.</param>
internal sealed class CanonicalLabelling(Func<Atom, ImmutableArray<int[]>> symmetries)
{
    private const int LeafBudget = 500;

    /// <summary>The new place of each bound index, or the present ones if they already are canonical.</summary>
    public ImmutableArray<int> Places(Monomial monomial)
    {
        int count = monomial.Bound.Length;
        ImmutableArray<int> identity = [.. Enumerable.Range(0, count)];
        if (count < 2)
        {
            return identity;
        }

        Incidences incidences = new(monomial, symmetries);
        var ordered = Components(monomial)
            .Select(component => new Search(incidences, component).Best())
            .OrderBy(best => best.Certificate, StringComparer.Ordinal)
            .SelectMany(best => best.Order).ToImmutableArray();
        ImmutableArray<int> places = [.. identity.Select(o => ordered.IndexOf(o))];
        return incidences.Certificate(identity, places) == incidences.Certificate(identity, identity) ? identity : places;
    }

    /// <summary>Identifies a monomial up to the names of its bound indices, and the symmetries of atoms.</summary>
    public string Certificate(Monomial monomial) => new Incidences(monomial, symmetries).Certificate(Places(monomial));

    private static IEnumerable<int[]> Components(Monomial monomial)
    {
        int[] root = [.. Enumerable.Range(0, monomial.Bound.Length)];
        foreach (Factor factor in monomial.Factors)
        {
            int[] bound = [.. factor.Atom.Slots.Where(s => s.IsBound).Select(s => s.Ordinal)];
            foreach (int o in bound)
            {
                (int from, int to) = (root[o], root[bound[0]]);
                root = [.. root.Select(r => r == from ? to : r)];
            }
        }

        return Enumerable.Range(0, root.Length).GroupBy(o => root[o]).Select(g => g.ToArray());
    }

    /// <summary>Individualises and refines until every index has its own colour; the least certificate wins.</summary>
    /// <param name="incidences">What the indices hold together.</param>
    /// <param name="component">Some of them; colours and order below are in this order.</param>
    private sealed class Search(Incidences incidences, int[] component)
    {
        private Labelled? best;
        private int leaves;

        public Labelled Best()
        {
            Descend(incidences.Refine(component, new int[component.Length]));
            return best!;
        }

        private void Descend(int[] colours)
        {
            if (Cell(colours) is not { } cell)
            {
                Leaf(colours);
                return;
            }

            foreach (int chosen in cell)
            {
                if (leaves < LeafBudget)
                {
                    Descend(incidences.Refine(component, [.. colours.Select((colour, i) => (2 * colour) + (i == chosen ? 0 : 1))]));
                }
            }
        }

        // The smallest set of several indices of one colour: their places in the component.
        private static int[]? Cell(int[] colours) => colours.Distinct().Order()
            .Select(colour => Enumerable.Range(0, colours.Length).Where(i => colours[i] == colour).ToArray())
            .Where(cell => cell.Length > 1).MinBy(cell => cell.Length);

        private void Leaf(int[] colours)
        {
            leaves++;
            int[] candidate = [.. component];
            Array.Sort((int[])[.. colours], candidate);
            string certificate = incidences.Certificate([.. component], [.. component.Select(o => Array.IndexOf(candidate, o))]);
            if (best is null || string.CompareOrdinal(certificate, best.Certificate) < 0)
            {
                best = new(certificate, candidate);
            }
        }
    }

    private sealed record Labelled(string Certificate, int[] Order);
}
