using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Testing;

/// <summary>Which sizes the named dimensions take: pairwise different ones, so that a transposed formula cannot pass, and 1 only on
/// demand, because at size 1 sums and products look alike.</summary>
/// <param name="Smallest">The smallest size, from 1 on.</param>
/// <param name="Largest">The largest size; raised if there are too few different ones for all dimensions.</param>
public sealed record SizeRange(int Smallest = 2, int Largest = 5)
{
    /// <summary>Sizes from 2 to 5.</summary>
    public static SizeRange Default { get; } = new();

    /// <summary>Sizes from 1 to 5.</summary>
    public static SizeRange WithOne { get; } = new(Smallest: 1);

    /// <summary>Random sizes of the given dimensions. Smaller ones are still pairwise different, and none is below the smallest.</summary>
    public Arbitrary<ImmutableSortedDictionary<string, int>> Sizes(params IEnumerable<string> names)
    {
        ImmutableArray<string> distinct = [.. names.Distinct()];
        return Arb.From(Draw(distinct), Smaller);
    }

    internal Gen<ImmutableSortedDictionary<string, int>> Draw(ImmutableArray<string> names)
    {
        int count = Math.Max(Largest - Smallest + 1, names.Length);
        return Gen.Shuffle(Enumerable.Range(Smallest, count)).Select(sizes =>
            names.Zip(sizes, KeyValuePair.Create).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    internal bool Allows(ImmutableSortedDictionary<string, int> sizes) =>
        sizes.Values.All(size => size >= Smallest) && sizes.Values.Distinct().Count() == sizes.Count;

    private IEnumerable<ImmutableSortedDictionary<string, int>> Smaller(ImmutableSortedDictionary<string, int> sizes) =>
        from size in sizes
        from smaller in Enumerable.Range(Smallest, size.Value - Smallest)
        select sizes.SetItem(size.Key, smaller) into candidate
        where Allows(candidate)
        select candidate;
}
