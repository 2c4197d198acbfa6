using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>The given equations, sorted by how they are used: to reduce what leads them, to order the slots of an entry, or to choose
/// the least of monomials that they exchange.</summary>
/// <param name="Reductions">Equations with a term that is larger than the others.</param>
/// <param name="Symmetric">A[i,j] = A[j,i], by the name of the tensor.</param>
/// <param name="Exchanges">Other equations between two terms of one size, such as A[i,j] = -A[j,i].</param>
/// <param name="Ties">Equations between more terms, none of which leads.</param>
internal sealed record Equations(
    ImmutableArray<Equation> Reductions, ImmutableDictionary<string, Equation> Symmetric, ImmutableArray<Equation> Exchanges, ImmutableArray<Equation> Ties)
{
    private static readonly Equations None = new([], ImmutableDictionary<string, Equation>.Empty, [], []);

    /// <summary>The equations that a replay knows, each in normal form under those before it.</summary>
    public static Equations Of(Replay replay, Budget budget, AngleUnits units, Route route)
    {
        Equations equations = None;
        ImmutableArray<Polynomial> given = replay.Equations;
        string?[] defined = [.. given.Select(e => Definition(e) is { } lead ? Entry(e.Terms[lead].Monomial)!.Head : null)];
        foreach (int number in Enumerable.Range(0, given.Length).OrderBy(Turn))
        {
            Normalised normal = new Normaliser(replay, budget, units, equations, route).Normalise(given[number]);
            equations = equations.With(Equation.Of(number, normal, replay), replay);
        }

        return equations;

        // What holds of other tensors is known when a definition is read, and the definition when it is asked what holds of the tensor.
        int Turn(int number) => defined[number] is not null ? 1 : defined.OfType<string>().Any(head => given[number].Terms.Any(t => Holds(t.Monomial, head))) ? 2 : 0;
    }

    /// <summary>All but those that only say that a tensor is symmetric.</summary>
    public IEnumerable<Equation> Others => [.. Reductions, .. Exchanges, .. Ties];

    /// <summary>Whether a polynomial is an entry of a tensor that an equation defines.</summary>
    public bool Define(Polynomial p) => p.Terms is [var only] && Entry(only.Monomial) is { } entry
        && Reductions.Any(e => Definition(e.Sum) == e.Lead && e.Pattern.Factors[0].Atom.Head == entry.Head);

    // An equation between numbers is not used: it is 0 = 0, or nothing satisfies the givens.
    private Equations With(Equation e, Replay replay)
    {
        if (e.Sum.Constant is not null)
        {
            return this;
        }

        if (Definition(e.Sum) is { } defined)
        {
            return this with { Reductions = Reductions.Add(e.For(defined)) };
        }

        ImmutableArray<int> largest = Largest(e.Sum);
        return (e.Sum.Terms.Length, largest.Length) switch
        {
            (2, 2) when SymmetricHead(e.Sum) is { } head => this with { Symmetric = Symmetric.SetItem(head, e) },
            (2, 2) when Shape(e.Sum.Terms[0].Monomial) == Shape(e.Sum.Terms[1].Monomial) => this with { Exchanges = Exchanges.Add(e) },
            _ => Distinct(e.Sum, largest) is { } lead ? this with { Reductions = Reductions.Add(Cleared(e.For(lead), replay)) } : this with { Ties = Ties.Add(e) },
        };
    }

    // What leads is not to change by that.
    private static Equation Cleared(Equation e, Replay replay) =>
        e.Cleared(replay) is var cleared && !ReferenceEquals(cleared, e) && Distinct(cleared.Sum, Largest(cleared.Sum)) == cleared.Lead ? cleared : e;

    /// <summary>Whether a monomial is simpler than another: by size, by what its factors are, then by their indices.</summary>
    public static bool IsLess(Monomial left, Monomial right) => Size(left).CompareTo(Size(right)) switch
    {
        0 => (Shape(left), left.Key) is var (shape, key) && string.CompareOrdinal(shape, Shape(right)) is var order && (order == 0 ? string.CompareOrdinal(key, right.Key) : order) < 0,
        var size => size < 0,
    };

    /// <summary>Whether a monomial takes fewer sums than another, or as many over fewer factors, functions or indices.</summary>
    public static bool IsSmaller(Monomial left, Monomial right) => Size(left).CompareTo(Size(right)) < 0;

    private static ImmutableArray<int> Largest(Polynomial sum)
    {
        ImmutableArray<Extent> sizes = [.. sum.Terms.Select(t => Size(t.Monomial))];
        Extent? most = sizes.Max();
        return [.. Enumerable.Range(0, sizes.Length).Where(i => sizes[i] == most)];
    }

    // By the sums that it takes, then by factors, functions and indices: a delta is as good as nothing.
    private static Extent Size(Monomial m)
    {
        Factor[] factors = [.. m.Factors.Where(f => f.Atom is not DeltaAtom)];
        return new(m.Bound.Length, factors.Aggregate(Rational.Zero, (sum, f) => sum + Rational.Abs(f.Exponent)),
            factors.Count(f => f.Atom is Closure), factors.SelectMany(f => f.Atom.Slots).Distinct().Count());
    }

    // The place of an entry, over all parameters, of a tensor that is in no other term: the equation says what it is everywhere.
    private static int? Definition(Polynomial sum) => Enumerable.Range(0, sum.Terms.Length)
        .Where(i => Entry(sum.Terms[i].Monomial) is { } entry && entry.Slots.Distinct().Count() == sum.Parameters.Length && entry.Slots.Length == sum.Parameters.Length
            && sum.Terms.RemoveAt(i) is { IsEmpty: false } others && !others.Any(t => Holds(t.Monomial, entry.Head)))
        .Select(i => (int?)i).FirstOrDefault();

    private static bool Holds(Monomial m, string head) =>
        m.Factors.Any(f => f.Atom.Head == head || (f.Atom is Closure c && c.Body.Terms.Any(t => Holds(t.Monomial, head))));

    // One of the largest terms that none of the others looks like: it would come back for ever.
    private static int? Distinct(Polynomial sum, ImmutableArray<int> largest) => largest
        .Where(i => largest.Count(other => Shape(sum.Terms[other].Monomial) == Shape(sum.Terms[i].Monomial)) == 1)
        .OrderByDescending(i => sum.Terms[i].Monomial.Key, StringComparer.Ordinal)
        .Select(i => (int?)i).FirstOrDefault();

    private static string Shape(Monomial m) =>
        $"{m.Bound.Length} {string.Join(" ", m.Factors.Select(f => $"{f.Atom.Head}^{f.Exponent}").Order(StringComparer.Ordinal))}";

    private static string? SymmetricHead(Polynomial sum) =>
        sum.Terms[0].Coefficient + sum.Terms[1].Coefficient == Rational.Zero
        && Entry(sum.Terms[0].Monomial) is { Slots: [var a, var b] } first && Entry(sum.Terms[1].Monomial) is { Slots: [var c, var d] } second
        && first.Head == second.Head && a == d && b == c && a != b ? first.Head : null;

    private static EntryAtom? Entry(Monomial m) => m is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: EntryAtom e }] } ? e : null;

    private sealed record Extent(int Bound, Rational Powers, int Functions, int Indices) : IComparable<Extent>
    {
        public int CompareTo(Extent? other) =>
            other is null ? 1 : (Bound, Powers, Functions, Indices).CompareTo((other.Bound, other.Powers, other.Functions, other.Indices));
    }
}
