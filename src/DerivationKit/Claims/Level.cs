using System.Collections.Immutable;

namespace DerivationKit;

/// <summary>How much a verdict says for a claim, from the least on.</summary>
public enum Level
{
    /// <summary>The sides agree at many exact instances, as far as enclosures tell.</summary>
    Tested,

    /// <summary>The claim is proved at some sizes of its dimensions.</summary>
    Sizes,

    /// <summary>The claim is proved for all dimensions.</summary>
    AllDimensions,
}

/// <summary>The names of the levels, as the command line and proof files write them.</summary>
public static class Levels
{
    private static readonly ImmutableArray<string> Ascending = ["tested", "sizes", "all-dims"];

    /// <summary>All names, from the strictest level on.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Ascending.Reverse()];

    /// <summary>The name of a level.</summary>
    public static string Name(this Level level) => Ascending[(int)level];

    /// <summary>The level of a name; none if no level has it.</summary>
    public static Level? Find(string name) => Ascending.IndexOf(name) is var level and >= 0 ? (Level)level : null;
}
