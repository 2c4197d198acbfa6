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

    // The same for every occurrence of the body, since the body is in normal form.
    private static int Lead(Polynomial body) => Enumerable.Range(0, body.Terms.Length)
        .OrderByDescending(i => body.Terms[i].Monomial.Bound.Length)
        .ThenByDescending(i => body.Terms[i].Monomial.Factors.Length)
        .ThenByDescending(i => body.Terms[i].Monomial.Key, StringComparer.Ordinal).First();

    private bool TryFold(Rewriting rewriting, Monomial m, Closure c)
    {
        if (c.Body.Constant is not null)
        {
            return false;
        }

        int lead = Lead(c.Body);
        Monomial pattern = c.Body.Terms[lead].Monomial;
        foreach (int[] map in Maps(pattern, m))
        {
            ImmutableArray<Factor> image = [.. pattern.Factors.Select(f => new Factor(f.Atom.At([.. f.Atom.Slots.Select(s => s.IsBound ? Slot.Bound(map[s.Ordinal]) : c.Slots[s.Ordinal])]), f.Exponent))];
            if (Present(m, image, map) is { } matches)
            {
                Replace(rewriting, m, c, lead, map, image, matches);
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int[]> Maps(Monomial pattern, Monomial m)
    {
        IEnumerable<int[]> maps = [[]];
        for (int o = 0; o < pattern.Bound.Length; o++)
        {
            int from = o;
            maps = maps.SelectMany(map => Enumerable.Range(0, m.Bound.Length)
                .Where(to => !map.Contains(to) && m.Bound[to] == pattern.Bound[from] && m.Incidence(to) == pattern.Incidence(from))
                .Select(to => (int[])[.. map, to]));
        }

        return maps;
    }

    // For each factor of the image the monomial's own factor, equal up to a symmetry and with enough of an exponent.
    private ImmutableArray<Factor>? Present(Monomial m, ImmutableArray<Factor> image, int[] map)
    {
        var matches = ImmutableArray.CreateBuilder<Factor>();
        foreach (Factor wanted in image)
        {
            bool whole = wanted.Atom.Slots.Any(s => s.IsBound && map.Contains(s.Ordinal));
            Factor found = m.Factors.FirstOrDefault(f => f.Atom.Head == wanted.Atom.Head && Same(f.Atom, wanted.Atom)
                && (whole ? f.Exponent == wanted.Exponent : Covers(f.Exponent, wanted.Exponent)));
            if (found.Atom is null)
            {
                return null;
            }

            matches.Add(found);
        }

        return matches.ToImmutable();
    }

    private static bool Covers(Rational present, Rational wanted) =>
        present.Sign == wanted.Sign && Rational.Abs(wanted) <= Rational.Abs(present);

    private bool Same(Atom present, Atom wanted) => OrderFor(present, wanted) is not null;

    private ImmutableArray<int>? OrderFor(Atom present, Atom wanted)
    {
        foreach (ImmutableArray<int> order in normaliser.Symmetries.Of(present))
        {
            if (order.Select(i => present.Slots[i]).SequenceEqual(wanted.Slots))
            {
                return order;
            }
        }

        return null;
    }

    private void Replace(
        Rewriting rewriting, Monomial m, Closure c, int lead, int[] map, ImmutableArray<Factor> image, ImmutableArray<Factor> matches)
    {
        Monomial? current = m;
        for (int i = 0; i < image.Length && current is not null; i++)
        {
            if (image[i].Atom.Key != matches[i].Atom.Key)
            {
                current = orientation.Turn(rewriting, current, matches[i], OrderFor(matches[i].Atom, image[i].Atom)!.Value);
            }
        }

        int position = current?.Factors.ToList().FindIndex(f => f.Atom.Key == c.Key) ?? -1;
        if (position >= 0)
        {
            rewriting.Apply(current!, t => Step.Of("fold", t, position, [lead, .. map]));
        }
    }
}
