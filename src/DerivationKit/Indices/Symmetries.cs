using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Permutations of an atom's slots that do not change its value, and the order of a closure's parameters that depends on its body
/// alone.</summary>
/// <param name="normalise">The normal form of a closure's body.</param>
/// <param name="isSymmetric">Whether the tensor of that name is symmetric.</param>
internal sealed class Symmetries(Func<Polynomial, Polynomial> normalise, Func<string, bool> isSymmetric)
{
    private const int MostParameters = 4;
    private static readonly ImmutableArray<int[]> Swap = [[0, 1], [1, 0]];
    private readonly Dictionary<Form, OrdersOf> known = [];

    /// <summary>The symmetries of an atom's slots.</summary>
    public ImmutableArray<int[]> Of(Atom atom) => atom switch
    {
        DeltaAtom => Swap,
        EntryAtom e when isSymmetric(e.Head) => Swap,
        Closure c => Orders(c).Group,
        _ => [Identity(atom.Slots.Length)],
    };

    /// <summary>For each parameter of the body's canonical order, the present one.</summary>
    public int[] BestOrder(Closure c) => Orders(c).Best;

    /// <summary>Whether the matrix of an inverse is the opposite of its transpose.</summary>
    public bool IsSkew(Closure c) => c is { Kind: ClosureKind.Inverse, Axes: 1 } && Orders(c).IsSkew;

    /// <summary>The least order of the slots that a symmetry allows, as the permutation that yields it.</summary>
    public int[] Orientation(Atom atom) =>
        Of(atom).OrderBy(p => string.Join(",", p.Select(i => atom.Slots[i])), StringComparer.Ordinal).First();

    /// <summary>The body with its parameters in another order.</summary>
    public static Polynomial Permuted(Polynomial body, int[] order) => body.Over(
        [.. order.Select(o => body.Parameters[o])], s => Slot.Parameter(Array.IndexOf(order, s.Ordinal)));

    /// <summary>The order that exchanges the row and the column of a matrix.</summary>
    public static int[] Transposition(Polynomial matrix) => [1, 0, .. Enumerable.Range(2, matrix.Parameters.Length - 2)];

    private static int[] Identity(int count) => [.. Enumerable.Range(0, count)];

    private OrdersOf Orders(Closure c)
    {
        (Polynomial body, int own) = (c.Body, c.Own);
        int count = body.Parameters.Length;
        if (count is < 2 or > MostParameters)
        {
            return new(Identity(count), [Identity(c.Slots.Length)], IsSkew: false);
        }

        Form key = new(own, c.Inner.Length, body.Key);
        if (known.TryGetValue(key, out OrdersOf? found))
        {
            return found;
        }

        // A body that begins with a minus would have it drawn out, and an antisymmetric one would then be reordered for ever. The row and
        // the column of a matrix stay in front.
        var candidates = Permutations([.. Enumerable.Range(0, count)])
            .Where(order => IsOfMatrix(order, own))
            .Select(order => new Candidate(order, normalise(Permuted(body, order))))
            .OrderBy(c => c.Body.Terms is [{ Coefficient.Sign: < 0 }, ..]).ThenBy(c => c.Body.Key, StringComparer.Ordinal).ToList();
        (Polynomial normal, int inner) = (normalise(body), c.Inner.Length);
        return known[key] = new(
            candidates[0].Order,
            [.. candidates.Where(c => c.Body.Key == normal.Key).Select(c => c.Order).SelectMany(order => OfSlots(order, own, inner)).DistinctBy(order => string.Join(",", order))],
            own == 2 && candidates.Any(c => c.Order.SequenceEqual(Transposition(body)) && AreOpposite(c.Body, normal)));
    }

    private static bool AreOpposite(Polynomial left, Polynomial right) => left.Terms.Length == right.Terms.Length && !left.IsZero
        && left.Terms.Zip(right.Terms).All(t => t.First.Monomial.Key == t.Second.Monomial.Key && t.First.Coefficient == -t.Second.Coefficient);

    // The rows stay rows, or become the columns; both are reordered alike.
    private static bool IsOfMatrix(int[] order, int own) => Enumerable.Range(0, own / 2).All(
        i => order[i] < own && order[i + (own / 2)] == (order[i] + (own / 2)) % own && order[i] < own / 2 == order[0] < own / 2);

    // The orders of slots that an order of parameters stands for: an inverse's row and column are ordered as the matrix's are; those of an
    // exponential change places in each pair, and pairs with each other.
    private static IEnumerable<int[]> OfSlots(int[] order, int own, int inner) => inner == own
        ? [order]
        : Permutations([.. Enumerable.Range(0, inner / 2)])
            .Select(pairs => (int[])[.. pairs.SelectMany(p => order[..own].Select(o => (2 * p) + o)), .. order[own..].Select(o => o - own + inner)]);

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    private sealed record Form(int Own, int Inner, string Body);

    private sealed record OrdersOf(int[] Best, ImmutableArray<int[]> Group, bool IsSkew);

    private sealed record Candidate(int[] Order, Polynomial Body);
}
