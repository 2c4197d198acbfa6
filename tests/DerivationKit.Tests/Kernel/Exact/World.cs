using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>A tensor to be drawn: what the kernel knows of it, and its properties.</summary>
internal sealed record Tensor(string Name, ImmutableArray<Dimension> Dimensions, ImmutableArray<Property> Properties)
{
    public Declaration Declaration => new(Name, Dimensions);

    public ImmutableArray<Condition> Given => [.. Properties.SelectMany(p => PropertyConditions.Of(
        p, Dimensions.Length == 2 ? Shape.Matrix(Dimensions[0], Dimensions[1]) : Dimensions.Length == 1 ? Shape.Vector(Dimensions[0]) : Shape.Scalar,
        at => new Entry(Name, at)))];
}

/// <summary>A size for every dimension and an exact array, with its declared properties, for every variable.</summary>
internal sealed class World
{
    private readonly Dictionary<string, int> sizes;
    private readonly Dictionary<string, Rational> entries = [];
    private readonly Dictionary<string, ImmutableArray<ImmutableArray<Jet>>> matrices = [];

    private World(Dictionary<string, int> sizes) => this.sizes = sizes;

    /// <summary>Arrays of small numbers; where <paramref name="whole"/> is set, of whole ones as far as the properties allow.</summary>
    public static World Random(int seed, IReadOnlyDictionary<string, int> sizes, IEnumerable<Tensor> declarations, bool whole = false)
    {
        Random random = new(seed);
        World world = new(new(sizes));
        foreach (Tensor d in declarations)
        {
            world.Fill(d, random, whole);
        }

        return world;
    }

    /// <summary>The given arrays: an entry by its name and its indices, such as "A 0 1".</summary>
    public static World Of(IReadOnlyDictionary<string, int> sizes, params ReadOnlySpan<(string Entry, Rational Value)> entries)
    {
        World world = new(new(sizes));
        foreach ((string entry, Rational value) in entries)
        {
            world.entries.Add(entry, value);
        }

        return world;
    }

    public int Size(Dimension dimension) => dimension.Size ?? sizes[dimension.Text];

    public Rational Entry(string tensor, ImmutableArray<int> at) => entries[Key(tensor, at)];

    /// <summary>The matrix of that description: one is met again and again.</summary>
    public ImmutableArray<ImmutableArray<Jet>> Matrix(string description, Func<ImmutableArray<ImmutableArray<Jet>>> make) =>
        matrices.TryGetValue(description, out ImmutableArray<ImmutableArray<Jet>> known) ? known : matrices[description] = make();

    /// <summary>Every value of a list of indices.</summary>
    public IEnumerable<ImmutableArray<int>> Tuples(IEnumerable<Dimension> dimensions) => dimensions.Aggregate<Dimension, IEnumerable<ImmutableArray<int>>>(
        [[]], (tuples, d) => tuples.SelectMany(t => Enumerable.Range(0, Size(d)).Select(t.Add)));

    public override string ToString() => string.Join(", ", sizes.Select(s => $"{s.Key} = {s.Value}").Concat(entries.Select(e => $"{e.Key}: {e.Value}")));

    private static string Key(string tensor, IEnumerable<int> at) => string.Join(" ", at.Select(i => $"{i}").Prepend(tensor));

    private void Fill(Tensor d, Random random, bool whole)
    {
        bool Has(Property property) => d.Properties.Contains(property);
        Rational Any() => new(random.Next(-3, 4), whole ? 1 : random.Next(1, 3));
        Rational Positive() => new(random.Next(1, 5), whole ? 1 : random.Next(1, 3));
        Func<Rational> entry = Has(Property.Mask) ? () => random.Next(2)
            : Has(Property.Positive) ? Positive
            : random.Next(8) == 0 ? () => 0
            : Any;
        foreach (ImmutableArray<int> at in Tuples(d.Dimensions))
        {
            Set(d, at, Has(Property.Symmetric) && at[0] > at[1] ? Entry(d.Name, [at[1], at[0]]) : entry());
        }

        if (Has(Property.OneHotRows))
        {
            Rows(d, n => random.Next(n) is var hot ? [.. Enumerable.Range(0, n).Select(j => (Rational)(j == hot ? 1 : 0))] : []);
        }
        else if (Has(Property.RowStochastic))
        {
            Rows(d, n => Normalised([.. Enumerable.Range(0, n).Select(_ => (Rational)random.Next(1, 4))]));
        }
        else if (Has(Property.Orthogonal))
        {
            Rational[] V() => [.. Enumerable.Range(0, Size(d.Dimensions[0])).Select(_ => (Rational)random.Next(1, 4))];
            Turn(d, V(), Has(Property.Symmetric) ? null : V());
        }
    }

    private void Rows(Tensor d, Func<int, Rational[]> row)
    {
        for (int i = 0; i < Size(d.Dimensions[0]); i++)
        {
            Rational[] values = row(Size(d.Dimensions[1]));
            for (int j = 0; j < values.Length; j++)
            {
                Set(d, [i, j], values[j]);
            }
        }
    }

    // A reflection I - 2 v v'/v'v is orthogonal and symmetric; two of them are orthogonal alone.
    private void Turn(Tensor d, Rational[] v, Rational[]? w)
    {
        foreach (ImmutableArray<int> at in Tuples(d.Dimensions))
        {
            Set(d, at, w is null
                ? Reflection(v, at[0], at[1])
                : Enumerable.Range(0, v.Length).Aggregate(Rational.Zero, (sum, k) => sum + Reflection(v, at[0], k) * Reflection(w, k, at[1])));
        }

        static Rational Reflection(Rational[] v, int i, int j) =>
            (i == j ? 1 : 0) - 2 * v[i] * v[j] / v.Aggregate(Rational.Zero, (sum, x) => sum + x * x);
    }

    private static Rational[] Normalised(Rational[] row) => [.. row.Select(x => x / row.Aggregate(Rational.Zero, (sum, y) => sum + y))];

    private void Set(Tensor d, ImmutableArray<int> at, Rational value) => entries[Key(d.Name, at)] = value;
}
