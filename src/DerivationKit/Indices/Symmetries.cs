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
    private static readonly ImmutableArray<ImmutableArray<int>> Swap = [[0, 1], [1, 0]];
    private readonly Dictionary<string, (ImmutableArray<int> Best, ImmutableArray<ImmutableArray<int>> Group)> known = [];

    /// <summary>The symmetries of an atom's slots.</summary>
    public ImmutableArray<ImmutableArray<int>> Of(Atom atom) => atom switch
    {
        DeltaAtom => Swap,
        EntryAtom e when isSymmetric(e.Head) => Swap,
        Closure c => Orders(c.Body).Group,
        _ => [Identity(atom.Slots.Length)],
    };

    /// <summary>For each parameter of the canonical order, the present one.</summary>
    public ImmutableArray<int> BestOrder(Polynomial body) => Orders(body).Best;

    /// <summary>The least order of the slots that a symmetry allows, as the permutation that yields it.</summary>
    public ImmutableArray<int> Orientation(Atom atom) =>
        Of(atom).OrderBy(p => string.Join(",", p.Select(i => atom.Slots[i])), StringComparer.Ordinal).First();

    /// <summary>The body with its parameters in another order.</summary>
    public static Polynomial Permuted(Polynomial body, ImmutableArray<int> order) => body.Over(
        [.. order.Select(o => body.Parameters[o])], s => Slot.Parameter(order.IndexOf(s.Ordinal)));

    private static ImmutableArray<int> Identity(int count) => [.. Enumerable.Range(0, count)];

    private (ImmutableArray<int> Best, ImmutableArray<ImmutableArray<int>> Group) Orders(Polynomial body)
    {
        if (known.TryGetValue(body.Key, out var found))
        {
            return found;
        }

        int count = body.Parameters.Length;
        if (count is < 2 or > MostParameters)
        {
            return known[body.Key] = (Identity(count), [Identity(count)]);
        }

        // A body that begins with a minus would have it drawn out, and an antisymmetric one would then be reordered for ever.
        var candidates = Permutations([.. Enumerable.Range(0, count)])
            .Select(order => (Order: order, Body: normalise(Permuted(body, order))))
            .OrderBy(c => c.Body.Terms is [{ Coefficient.Sign: < 0 }, ..]).ThenBy(c => c.Body.Key, StringComparer.Ordinal).ToList();
        return known[body.Key] = (
            candidates[0].Order, [.. candidates.Where(c => c.Body.Key == normalise(body).Key).Select(c => c.Order)]);
    }

    private static IEnumerable<ImmutableArray<int>> Permutations(ImmutableArray<int> items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations(items.Remove(first)).Select(rest => rest.Insert(0, first)));
}
