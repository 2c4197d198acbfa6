using System.Collections.Immutable;

namespace DerivationKit.Language;

/// <summary>The ways to make dimensions equal.</summary>
internal static class Joins
{
    // 203 partitions; whoever has more open dimensions in one place declares some.
    private const int Most = 6;

    /// <summary>Every way to replace open dimensions by others of the list, fewest replacements first. Two that are not open stay apart.</summary>
    public static IEnumerable<ImmutableDictionary<Axis, Axis>> Of(ImmutableArray<Axis> dimensions, IReadOnlySet<Axis> open)
    {
        ImmutableDictionary<Axis, Axis> none = ImmutableDictionary<Axis, Axis>.Empty;
        // A representative comes before what it replaces: those that are not open come first.
        ImmutableArray<Axis> ordered = [.. dimensions.OrderBy(open.Contains)];
        return open.Count == 0 || dimensions.Length > Most
            ? [none]
            : ordered.Aggregate<Axis, IEnumerable<(ImmutableArray<Axis> Kept, ImmutableDictionary<Axis, Axis> Joined)>>(
                [([], none)],
                (ways, next) => ways.SelectMany(way =>
                    (open.Contains(next) ? way.Kept.Select(kept => (way.Kept, way.Joined.Add(next, kept))) : [])
                    .Prepend((way.Kept.Add(next), way.Joined))))
                .Select(way => way.Joined)
                .OrderBy(joins => joins.Count);
    }
}
