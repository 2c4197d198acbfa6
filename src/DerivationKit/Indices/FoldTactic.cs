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

        int lead = Lead(c.Body);
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
