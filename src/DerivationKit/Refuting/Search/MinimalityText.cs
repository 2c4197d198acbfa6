using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>An instance that was enumerated and found to be no counterexample.</summary>
/// <param name="TotalSize">The sum of its sizes.</param>
/// <param name="Round">How many of its choices are not the simplest.</param>
/// <param name="IsOpen">Whether its sides could not be compared: one is undefined there, or too wide an enclosure.</param>
internal readonly record struct Tried(int TotalSize, int Round, bool IsOpen);

/// <summary>Says which instances were enumerated below a counterexample, and no more.</summary>
internal static class MinimalityText
{
    private const string Cut = "where the budget was used up";

    /// <summary>What was enumerated at sizes with a smaller sum: in each of the completed rounds everything.</summary>
    public static string OfSizes(bool areSmallest, ImmutableArray<Tried> tried, int rounds, bool isWhole) =>
        areSmallest ? "sizes: the smallest there are"
        : rounds == 0 ? "sizes: smaller ones were not enumerated, the budget was used up"
        : $"sizes: no counterexample with a smaller sum among {Count(tried)} with entries from 0, 1, -1, 2{(isWhole ? "" : $", at most {rounds - 1} of them not 0, {Cut}")}";

    /// <summary>What was enumerated at the sizes of the counterexample, which has so many entries that are not 0, or others than the
    /// enumerated ones.</summary>
    public static string OfEntries(int? nonZeros, ImmutableArray<Tried> tried, int rounds, bool isWhole) =>
        (tried.IsEmpty, rounds, isWhole) switch
        {
            (true, _, true) => "entries: the simplest there are",
            (_, 0, false) => "entries: simpler ones were not enumerated, the budget was used up",
            (_, _, false) => $"entries: {None(tried)}, at most {rounds - 1} of them not 0, {Cut}",
            _ when nonZeros is { } many => $"entries: {None(tried)}, fewer than {many} of them not 0, or {many} with a smaller sum of places in this list",
            _ => $"entries: {None(tried)}",
        };

    /// <summary>What the entries of variables are that cannot be any numbers; nothing where there are none.</summary>
    public static string Alphabet(ImmutableArray<Variable> variables)
    {
        string[] restricted = [.. variables.Where(v => v.Properties is not []).Select(v => v.Name)];
        return restricted.Length == 0 ? "" : $"; {string.Join(", ", restricted)} made likewise from the simplest values with the declared properties";
    }

    private static string None(ImmutableArray<Tried> tried) => $"no counterexample of these sizes among {Count(tried)} with entries from 0, 1, -1, 2";

    private static string Count(ImmutableArray<Tried> tried)
    {
        int open = tried.Count(t => t.IsOpen);
        return $"{(tried.Length == 1 ? "the 1 instance" : $"all {tried.Length} instances")}{(open == 0 ? "" : $" ({open} of them not comparable)")}";
    }
}
