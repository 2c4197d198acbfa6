using System.Collections.Immutable;

namespace DerivationKit.SelfTest;

/// <summary>How many mutants came to what.</summary>
/// <param name="Counts">For each outcome, how many.</param>
internal sealed record Tally(ImmutableSortedDictionary<Outcome, int> Counts)
{
    /// <summary>A tally of these.</summary>
    public static Tally Of(IEnumerable<Judgement> judgements) =>
        new(judgements.GroupBy(j => j.Outcome).ToImmutableSortedDictionary(group => group.Key, group => group.Count()));

    /// <summary>How many in all.</summary>
    public int Total => Counts.Values.Sum();

    /// <summary>How many came to that.</summary>
    public int this[Outcome outcome] => Counts.GetValueOrDefault(outcome);
}
