using System.Collections.Immutable;

namespace DerivationKit;

/// <summary>Writes lists of sizes on one line.</summary>
internal static class SizesText
{
    private const int MostShown = 12;

    /// <summary>By the sum, then by the first size that differs.</summary>
    public static Comparer<IEnumerable<int>> Order { get; } = Comparer<IEnumerable<int>>.Create((x, y) =>
        x.Sum().CompareTo(y.Sum()) is var bySum and not 0 ? bySum : x.Zip(y, (a, b) => a.CompareTo(b)).FirstOrDefault(c => c != 0));

    /// <summary>Such as "n = 1, 2" or "(d, n) = (1, 1), (2, 1)"; of a long list the first ones, and how many there are.</summary>
    public static string Print(ImmutableArray<ImmutableSortedDictionary<string, int>> sizes)
    {
        if (sizes.IsEmpty || sizes[0].IsEmpty)
        {
            return "no dimensions";
        }

        bool one = sizes[0].Count == 1;
        IEnumerable<string> shown = sizes.Take(MostShown).Select(at => Tuple(at.Values, one));
        string more = sizes.Length > MostShown ? $" and {sizes.Length - MostShown} more" : "";
        return $"{Tuple(sizes[0].Keys, one)} = {string.Join(", ", shown)}{more}";
    }

    private static string Tuple<T>(IEnumerable<T> items, bool one) => one ? $"{items.First()}" : $"({string.Join(", ", items)})";
}
