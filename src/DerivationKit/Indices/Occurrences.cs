using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where a monomial holds a pattern.</summary>
/// <param name="Slots">What the pattern's parameters stand for.</param>
/// <param name="Bound">What its bound indices are in the monomial.</param>
/// <param name="Turns">The atoms that have to be written with their slots in another order first.</param>
internal sealed record Occurrence(ImmutableArray<Slot> Slots, ImmutableArray<int> Bound, ImmutableArray<Turn> Turns);

/// <summary>An atom, the order of slots that is wanted, and in which power.</summary>
internal sealed record Turn(Atom Atom, int[] Order, Rational Power);

/// <summary>Finds a pattern in a monomial: its factors are there in full, up to the symmetries of atoms, and its bound indices occur
/// nowhere else.</summary>
internal sealed class Occurrences
{
    // Of a bound index: not known yet.
    private const int Open = -1;

    private readonly Symmetries symmetries;
    private readonly Monomial pattern, host;
    private readonly ImmutableArray<Dimension> wanted, present;

    /// <summary>A pattern over its parameters, and a monomial over those of its polynomial.</summary>
    public Occurrences(Symmetries symmetries, Monomial pattern, ImmutableArray<Dimension> wanted, Monomial host, ImmutableArray<Dimension> present)
    {
        (this.symmetries, this.pattern, this.host, this.wanted, this.present) = (symmetries, pattern, host, wanted, present);
    }

    /// <summary>Every way in which the monomial holds the pattern.</summary>
    public IEnumerable<Occurrence> All() => All([.. wanted.Select(_ => (Slot?)null)]);

    /// <summary>Those in which the parameters stand for the given slots.</summary>
    public IEnumerable<Occurrence> All(ImmutableArray<Slot?> slots) =>
        pattern.Factors.All(f => host.Factors.Any(h => h.Atom.Head == f.Atom.Head))
            ? Extend(0, new(slots, [.. pattern.Bound.Select(_ => Open)], [.. host.Factors.Select(f => f.Exponent)], []))
            : [];

    private IEnumerable<Occurrence> Extend(int factor, Partial found)
    {
        if (factor == pattern.Factors.Length)
        {
            return Complete(found) is { } occurrence ? [occurrence] : [];
        }

        Factor next = pattern.Factors[factor];
        return from h in Enumerable.Range(0, host.Factors.Length)
               where host.Factors[h].Atom.Head == next.Atom.Head && Covers(found.Left[h], next.Exponent)
               from order in symmetries.Of(host.Factors[h].Atom)
               let extended = Unify(found, next, h, order)
               where extended is not null
               from occurrence in Extend(factor + 1, extended)
               select occurrence;
    }

    private static bool Covers(Rational left, Rational exponent) => left.Sign == exponent.Sign && Rational.Abs(exponent) <= Rational.Abs(left);

    private Partial? Unify(Partial found, Factor next, int h, int[] order)
    {
        Atom atom = host.Factors[h].Atom;
        ImmutableArray<Slot> slots = [.. order.Select(i => atom.Slots[i])];
        Partial? result = found with { Left = found.Left.SetItem(h, found.Left[h] - next.Exponent) };
        for (int i = 0; i < slots.Length && result is not null; i++)
        {
            result = Bind(result, next.Atom.Slots[i], slots[i]);
        }

        return result is null || slots.SequenceEqual(atom.Slots) ? result : result with { Turns = result.Turns.Add(new(atom, order, next.Exponent)) };
    }

    private Partial? Bind(Partial found, Slot from, Slot to)
    {
        if (!from.IsBound)
        {
            return found.Slots[from.Ordinal] is { } known
                ? known == to ? found : null
                : wanted[from.Ordinal] == DimensionOf(to) ? found with { Slots = found.Slots.SetItem(from.Ordinal, to) } : null;
        }

        return found.Bound[from.Ordinal] is not Open and var index
            ? to == Slot.Bound(index) ? found : null
            : to.IsBound && pattern.Bound[from.Ordinal] == DimensionOf(to) && !found.Bound.Contains(to.Ordinal)
                ? found with { Bound = found.Bound.SetItem(from.Ordinal, to.Ordinal) }
                : null;
    }

    // A parameter that the pattern does not hold may stand for anything.
    private Occurrence? Complete(Partial found)
    {
        ImmutableArray<int> bound = found.Bound;
        Slot?[] slots = [.. found.Slots.Select((s, p) => s ?? Anything(wanted[p], bound))];
        bool free = !bound.Contains(Open) && !slots.Contains(null)
            && !slots.Any(s => s is { IsBound: true } && bound.Contains(s.Ordinal))
            && !host.Factors.Where((_, h) => !found.Left[h].IsZero).Any(f => f.Atom.Slots.Any(s => s.IsBound && bound.Contains(s.Ordinal)));
        return free ? new([.. slots.OfType<Slot>()], bound, found.Turns) : null;
    }

    private Slot? Anything(Dimension dimension, ImmutableArray<int> taken) =>
        present.IndexOf(dimension) is >= 0 and var parameter ? Slot.Parameter(parameter)
        : Enumerable.Range(0, host.Bound.Length).Where(o => host.Bound[o] == dimension && !taken.Contains(o)).Select(o => (Slot?)Slot.Bound(o)).FirstOrDefault();

    private Dimension DimensionOf(Slot slot) => slot.IsBound ? host.Bound[slot.Ordinal] : present[slot.Ordinal];

    /// <summary>What the first factors of the pattern have fixed, and which exponents of the monomial they left.</summary>
    private sealed record Partial(
        ImmutableArray<Slot?> Slots, ImmutableArray<int> Bound, ImmutableArray<Rational> Left, ImmutableArray<Turn> Turns);
}
