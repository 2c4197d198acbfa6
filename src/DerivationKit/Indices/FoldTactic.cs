using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Finds a sum that a denominator cancels: P^(-1)·sum T = 1 - P^(-1)·U for P = sum T + U.</summary>
internal sealed class FoldTactic(Normaliser normaliser)
{
    private readonly Orientation orientation = new(normaliser);

    /// <summary>Folds the leading term of a denominator where the monomial holds it in full.</summary>
    public bool Fold(Rewriting rewriting, Monomial m) =>
        m.Factors.Any(f => f is { Exponent.Sign: < 0, Atom: Closure { Kind: ClosureKind.Base } c } && TryFold(rewriting, m, c));

    // The same for every occurrence of the body, since the body is in normal form: the greatest term by degree, negative powers counted as
    // positive ones, then by the powers of its atoms in order, so that what is put in its place is smaller. Sines come first, because the
    // square of a sine gives way to that of its cosine.
    private static int Lead(Polynomial body)
    {
        var powers = body.Terms.Select(t => t.Monomial.Factors.ToDictionary(f => f.Atom.Key, f => Rational.Abs(f.Exponent))).ToList();
        IOrderedEnumerable<int> order = Enumerable.Range(0, body.Terms.Length)
            .OrderByDescending(i => body.Terms[i].Monomial.Bound.Length)
            .ThenByDescending(i => powers[i].Values.Aggregate(Rational.Zero, (sum, q) => sum + q));
        return body.Terms.SelectMany(t => t.Monomial.Factors).DistinctBy(f => f.Atom.Key)
            .OrderBy(f => f.Atom is not Closure { Kind: ClosureKind.Sin }).ThenBy(f => f.Atom.Key, StringComparer.Ordinal).Select(f => f.Atom.Key)
            .Aggregate(order, (least, atom) => least.ThenByDescending(i => powers[i].GetValueOrDefault(atom))).First();
    }

    private bool TryFold(Rewriting rewriting, Monomial m, Closure c)
    {
        if (c.Body.Constant is not null)
        {
            return false;
        }

        ImmutableArray<int[]> symmetries = normaliser.Symmetries.Of(c);
        return symmetries.Length == 1 ? TryFold(rewriting, m, c, Lead(c.Body)) : symmetries.Any(order => TryFold(rewriting, m, c, Lead(c.Body), order));
    }

    // Each term that a symmetry exchanges with the leading one leads as well; only what becomes smaller is folded, or it would go to and
    // fro for ever.
    private bool TryFold(Rewriting rewriting, Monomial m, Closure c, int lead, int[] order)
    {
        ImmutableArray<Slot> slots = [.. order.Select(i => c.Slots[i])];
        Closure other = new(c.Kind, c.Body, slots);
        Rational power = m.Factors[m.Place(c)].Exponent;
        Occurrences occurrences = new(normaliser.Symmetries, c.Body.Terms[lead].Monomial, c.Body.Parameters, m, rewriting.Polynomial.Parameters);
        foreach (Occurrence found in occurrences.All([.. slots.Select(s => (Slot?)s)]))
        {
            Rewriting trial = rewriting.Of(m);
            ImmutableArray<Turn> turns = slots.SequenceEqual(c.Slots) ? found.Turns : found.Turns.Add(new(c, order, power));
            if (orientation.Turn(trial, m, turns) is { } turned && turned.Place(other) is >= 0 and var place)
            {
                trial.Apply(turned, t => Step.Of("fold", t, place, [lead, .. found.Bound]));
                string before = normaliser.Labelling.Certificate(m);
                if (trial.Polynomial.Terms.Where(t => t.Monomial.Factors.Any(f => f.Atom.Head == c.Head && f.Exponent == power))
                    .All(t => string.CompareOrdinal(normaliser.Labelling.Certificate(t.Monomial), before) < 0))
                {
                    rewriting.Follow(trial);
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryFold(Rewriting rewriting, Monomial m, Closure c, int lead)
    {
        Occurrences occurrences = new(normaliser.Symmetries, c.Body.Terms[lead].Monomial, c.Body.Parameters, m, rewriting.Polynomial.Parameters);
        foreach (Occurrence found in occurrences.All([.. c.Slots.Select(s => (Slot?)s)]))
        {
            Monomial? turned = orientation.Turn(rewriting, m, found.Turns);
            if (turned is not null)
            {
                rewriting.Apply(turned, t => Step.Of("fold", t, turned.Place(c), [lead, .. found.Bound]));
            }

            return true;
        }

        return false;
    }
}
