using System.Collections.Immutable;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>An instance that was enumerated and found to be no counterexample.</summary>
/// <param name="TotalSize">The sum of its sizes.</param>
/// <param name="Round">How many of its choices are not the simplest.</param>
/// <param name="Outcome">How its sides compare.</param>
internal sealed record Tried(int TotalSize, int Round, Comparison Outcome)
{
    /// <summary>Whether the sides could not be compared: one is undefined there, or too wide an enclosure.</summary>
    public bool IsOpen => Outcome is Comparison.Missing;

    /// <summary>Whether enclosures of the lowest precision did not tell the sides apart, which says less than that they are equal.</summary>
    public bool IsRounded => Outcome is Comparison.Close { Precision: > 0 };
}

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
        (int Number, string What)[] notes =
            [(tried.Count(t => t.IsOpen), "not comparable"), (tried.Count(t => t.IsRounded), $"compared to {Ball.MinPrecision} bits")];
        string noted = string.Join(", ", notes.Where(note => note.Number > 0).Select(note => $"{note.Number} {note.What}"));
        return $"{(tried.Length == 1 ? "the 1 instance" : $"all {tried.Length} instances")}{(noted.Length == 0 ? "" : $" ({noted})")}";
    }
}
