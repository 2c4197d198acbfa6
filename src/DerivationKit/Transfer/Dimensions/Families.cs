using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Puts fresh tensors in the place of what is no local function of entries: equal formulas at any indices get one tensor.</summary>
/// <remarks>A formula has one slot for each place where an open index stands, so that values at equal indices are entries on the diagonal of
/// the same tensor. Two formulas that are not recognised as equal get two tensors, which makes the claim more general.</remarks>
/// <param name="inputs">The tensors of the claim.</param>
internal sealed class Families(ImmutableArray<TensorInput> inputs)
{
    private const int MostOrders = 120;

    private readonly Spelling spelling = new(inputs.ToDictionary(i => i.Name));
    private readonly Dictionary<string, TensorInput> fresh = [];

    /// <summary>The fresh tensors.</summary>
    public ImmutableArray<TensorInput> Fresh => [.. fresh.Values.OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>A size, as a positive number of which nothing else is known.</summary>
    public Term Size(Dimension dimension) => Place($"size {dimension}", [[]], Property.Positive);

    /// <summary>A sum over bound indices.</summary>
    public Term Sum(ImmutableArray<Index> bound, ImmutableArray<Term> factors)
    {
        List<(string Text, ImmutableArray<Spelt> Parts)> spelt = [.. Orders(bound.Length).Select(order =>
        {
            var labels = order.Select((b, k) => KeyValuePair.Create(bound[b], $"{k}:{bound[b].Dimension}")).ToImmutableDictionary();
            ImmutableArray<Spelt> parts = [.. factors.Select(f => spelling.Of(f, labels)).OrderBy(p => p.Text, StringComparer.Ordinal)];
            return (string.Join(' ', parts.Select(p => p.Text)), parts);
        })];
        string least = spelt.Select(s => s.Text).Min(StringComparer.Ordinal)!;
        return Place($"Σ{bound.Length} {least}", [.. spelt.Where(s => s.Text == least).SelectMany(s => Ties(s.Parts)).Take(MostOrders)]);
    }

    /// <summary>An entry of a function of a matrix.</summary>
    public Term Matrix(Term term)
    {
        Spelt spelt = spelling.Of(term, ImmutableDictionary<Index, string>.Empty);
        return Place(spelt.Text, term is Inverse { Rows.Length: 1 } v && IsSymmetric(v.Matrix)
            ? [spelt.Open, [.. spelt.Open[..^2], spelt.Open[^1], spelt.Open[^2]]]
            : [spelt.Open]);
    }

    /// <summary>A formula, as it is written at different indices: each index counts once.</summary>
    public (string Name, ImmutableArray<Index> Slots) Denominator(Term term)
    {
        Spelt spelt = spelling.Of(term, ImmutableDictionary<Index, string>.Empty);
        ImmutableArray<Index> slots = [.. spelt.Open.Distinct()];
        return ($"{spelt.Text} {string.Join(',', spelt.Open.Select(i => slots.IndexOf(i)))}", slots);
    }

    // The same formula when rows and columns change their places.
    private bool IsSymmetric(Abstraction matrix)
    {
        Spelt rows = spelling.Of(matrix, ImmutableDictionary<Index, string>.Empty);
        Spelt columns = spelling.Of(new Abstraction([matrix.Parameters[1], matrix.Parameters[0]], matrix.Body), ImmutableDictionary<Index, string>.Empty);
        return rows.Text == columns.Text && rows.Open.SequenceEqual(columns.Open);
    }

    // All orders of the slots describe one tensor, which is symmetric under exchanging them.
    private Entry Place(string formula, ImmutableArray<ImmutableArray<Index>> orders, params ImmutableArray<Property> properties)
    {
        ImmutableArray<Index> slots = orders[0];
        if (!fresh.TryGetValue(formula, out TensorInput? tensor))
        {
            // Equal indices cannot tell orders apart: the order of places is taken from a formula with different ones.
            fresh[formula] = tensor = new($"~{fresh.Count + 1}", [.. slots.Select(i => i.Dimension)], properties, []);
        }

        if (slots.Distinct().Count() == slots.Length && tensor.Symmetries.IsEmpty && orders.Length > 1)
        {
            fresh[formula] = tensor with { Symmetries = [.. orders.Select(o => o.Select(i => slots.IndexOf(i)).ToImmutableArray())] };
        }

        return new Entry(tensor.Name, slots);
    }

    // Equal parts may stand in any order.
    private static IEnumerable<ImmutableArray<Index>> Ties(ImmutableArray<Spelt> parts)
    {
        IEnumerable<ImmutableArray<Index>> orders = [[]];
        foreach (ImmutableArray<Spelt> run in parts.GroupBy(p => p.Text).Select(g => g.ToImmutableArray()))
        {
            orders = orders.SelectMany(o => Orders(run.Length).Select(r => o.AddRange(r.SelectMany(k => run[k].Open))));
        }

        return orders;
    }

    private static IEnumerable<ImmutableArray<int>> Orders(int count)
    {
        IEnumerable<ImmutableArray<int>> orders = [[]];
        for (int i = 0; i < count; i++)
        {
            orders = orders.SelectMany(o => Enumerable.Range(0, count).Where(k => !o.Contains(k)).Select(o.Add));
        }

        return count <= 5 ? orders : orders.Take(1);
    }
}
