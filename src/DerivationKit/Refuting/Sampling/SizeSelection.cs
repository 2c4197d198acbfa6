using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Refuting;

/// <summary>Which sizes of the named dimensions are tried.</summary>
internal static class SizeSelection
{
    private const int AllPatternsUpTo = 6;
    private const int RotatedUpTo = 3;
    private const int SmallestAllowed = 4;
    private const int LargestTotal = 300;
    private const int SumsAbove = 6;

    /// <summary>The named dimensions of a claim, sorted.</summary>
    public static ImmutableArray<string> NamedDimensions(Claim claim)
    {
        Expr[] nodes =
        [
            .. claim.Left.PostOrder(), .. claim.Right.PostOrder(), .. claim.Given.OfType<Fact.Has>().SelectMany(fact => fact.Subject.PostOrder()),
        ];
        IEnumerable<Dimension> parameters = nodes.OfType<Apply>()
            .SelectMany(a => a.Operator.Parameters.OfType<Parameter.Size>()).SelectMany(p => p.Value.Factors);
        return
        [
            .. nodes.SelectMany(n => n.Shape.Dimensions)
                .Concat(claim.Variables.SelectMany(v => v.Shape.Dimensions))
                .Concat(parameters)
                .Concat(claim.Given.OfType<Fact.Less>().SelectMany(fact => new[] { fact.Smaller, fact.Larger }))
                .Where(d => d.Size is null)
                .Select(d => d.Text)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Sizes 1 and 2 in all combinations (of more than six dimensions: those where at most one differs from the others), largest
    /// first; then pairwise different sizes from 2 on, rotated.</summary>
    public static ImmutableArray<ImmutableSortedDictionary<string, int>> Sampled(ImmutableArray<string> names) =>
    [
        .. OnesAndTwos(names.Length).Concat(PairwiseDistinct(names.Length))
            .Select(sizes => Assign(names, sizes))
            .DistinctBy(sizes => string.Join(',', sizes.Values)),
    ];

    /// <summary>Those of the sampled sizes that the facts allow; if there are facts about sizes, also some of the smallest that they allow.
    /// </summary>
    public static ImmutableArray<ImmutableSortedDictionary<string, int>> Sampled(ImmutableArray<string> names, ImmutableArray<Fact> given)
    {
        int[] literals = [.. given.OfType<Fact.Less>().SelectMany(fact => new[] { fact.Smaller.Size, fact.Larger.Size }).OfType<int>()];
        long total = (2 * names.Length) + literals.Sum(size => (long)size) + SumsAbove;
        return
        [
            .. Sampled(names)
                .Concat(given.OfType<Fact.Less>().Any() && total <= LargestTotal ? Below(names, (int)total).Where(sizes => Premises.Allow(given, sizes)).Take(SmallestAllowed) : [])
                .Where(sizes => Premises.Allow(given, sizes))
                .DistinctBy(sizes => string.Join(',', sizes.Values)),
        ];
    }

    private static IEnumerable<int[]> OnesAndTwos(int n) =>
        n <= AllPatternsUpTo
            ? from pattern in Enumerable.Range(0, 1 << n).Reverse()
              select Enumerable.Range(0, n).Select(i => 1 + ((pattern >> i) & 1)).ToArray()
            : from common in Enumerable.Range(1, 2).Reverse()
              from other in Enumerable.Range(-1, n + 1)
              select Enumerable.Range(0, n).Select(i => i == other ? 3 - common : common).ToArray();

    // Up to three dimensions take sizes from 2, 3, 4 in turn. More need larger sizes to differ, and those cost much.
    private static IEnumerable<int[]> PairwiseDistinct(int n) =>
        from shift in Enumerable.Range(0, n <= RotatedUpTo ? 3 : 1)
        select Enumerable.Range(0, n).Select(i => 2 + ((i + shift) % Math.Max(n, 3))).ToArray();

    /// <summary>All sizes from 1 to a largest one, the last dimension's fastest.</summary>
    public static IEnumerable<ImmutableSortedDictionary<string, int>> UpTo(int largest, ImmutableArray<string> names) =>
        names.Aggregate(
            (IEnumerable<ImmutableArray<int>>)[[]],
            (before, _) => before.SelectMany(sizes => Enumerable.Range(1, largest).Select(size => sizes.Add(size))))
        .Select(sizes => Assign(names, sizes));

    /// <summary>All sizes with a smaller sum, by ascending sum.</summary>
    public static IEnumerable<ImmutableSortedDictionary<string, int>> Below(ImmutableArray<string> names, int total)
    {
        for (int sum = names.Length; sum < total; sum++)
        {
            foreach (ImmutableArray<int> sizes in Compositions(names.Length, sum))
            {
                yield return Assign(names, sizes);
            }
        }
    }

    private static IEnumerable<ImmutableArray<int>> Compositions(int parts, int sum)
    {
        if (parts == 0)
        {
            if (sum == 0)
            {
                yield return [];
            }

            yield break;
        }

        for (int first = 1; first <= sum - parts + 1; first++)
        {
            foreach (ImmutableArray<int> rest in Compositions(parts - 1, sum - first))
            {
                yield return [first, .. rest];
            }
        }
    }

    private static ImmutableSortedDictionary<string, int> Assign(ImmutableArray<string> names, IReadOnlyList<int> sizes) =>
        names.Select((name, i) => KeyValuePair.Create(name, sizes[i])).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
