using System.Collections.Immutable;
using DerivationKit.Cli.Commands;
using DerivationKit.SelfTest;

namespace DerivationKit.Cli.Json;

/// <summary>What an attack with mutants came to; Json.md documents the shape.</summary>
internal sealed record ScorecardJson(
    int Requested,
    ulong Seed,
    int Misfits,
    int Duplicates,
    ImmutableSortedDictionary<string, int> Outcomes,
    int KnownFalse,
    double? UpperBound,
    int Smallest,
    int Sampled,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> ByKind,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> ByBase,
    ImmutableArray<FindingJson> Findings,
    EffortJson Effort)
{
    /// <summary>The JSON form of a scorecard.</summary>
    public static ScorecardJson Of(Scorecard card, Effort effort) => new(
        card.Requested, card.Seed, card.Misfits, card.Duplicates, Of(card.All), card.KnownFalse, card.UpperBound, card.Smallest, card.Sampled,
        card.ByKind.ToImmutableSortedDictionary(kind => JsonText.NameOf(kind.Key), kind => Of(kind.Value), StringComparer.Ordinal),
        card.ByBase.ToImmutableSortedDictionary(claim => claim.Key, claim => Of(claim.Value), StringComparer.Ordinal),
        [.. card.Findings.Select(f => new FindingJson(f.Base, f.Number, [.. f.Kinds.Select(JsonText.NameOf)], JsonText.NameOf(f.Outcome), f.Evidence))],
        EffortJson.Of(effort));

    private static ImmutableSortedDictionary<string, int> Of(Tally tally) =>
        Enum.GetValues<Outcome>().ToImmutableSortedDictionary(JsonText.NameOf, outcome => tally[outcome], StringComparer.Ordinal);
}

/// <summary>A mutant that somebody should look at.</summary>
internal sealed record FindingJson(string Base, int Number, ImmutableArray<string> Kinds, string Outcome, string Evidence);

/// <summary>What searches of true claims came to; Json.md documents the shape.</summary>
internal sealed record TrueClaimsJson(int Claims, int Seeds, int Agreed, int NoInstance, ImmutableArray<FalseRefutationJson> FalseRefutations, EffortJson Effort)
{
    /// <summary>The JSON form of what the searches came to.</summary>
    public static TrueClaimsJson Of(TrueClaimsCard card, Effort effort) => new(
        card.Claims, card.Seeds, card.Agreed, card.Empty, [.. card.Refutations.Select(r => new FalseRefutationJson(r.Id, r.Seed, r.Evidence))], EffortJson.Of(effort));
}

/// <summary>A search that found a difference between the sides of a true claim.</summary>
internal sealed record FalseRefutationJson(string Id, ulong Seed, string Evidence);

/// <summary>What a run took.</summary>
internal sealed record EffortJson(double Milliseconds, double ProcessorMilliseconds, long PeakBytes)
{
    /// <summary>The JSON form.</summary>
    public static EffortJson Of(Effort effort) =>
        new(Math.Round(effort.Time.TotalMilliseconds, 1), Math.Round(effort.Processor.TotalMilliseconds, 1), effort.PeakBytes);
}
