using System.Collections.Immutable;
using DerivationKit.Cli.Refutations;

namespace DerivationKit.Cli.Json;

/// <summary>A refutation that is kept in a file; Json.md documents the shape.</summary>
internal sealed record RefutationJson(
    int Refutation,
    string Tool,
    string Claim,
    ImmutableArray<string> Variables,
    ImmutableArray<string> Given,
    string Hash,
    ulong Seed,
    ImmutableSortedDictionary<string, int> Sizes,
    ImmutableSortedDictionary<string, ImmutableArray<ImmutableArray<string>>> Inputs)
{
    /// <summary>The version of the shape.</summary>
    public const int Version = 1;

    /// <summary>The JSON form of a refutation.</summary>
    public static RefutationJson Of(Refutation r) => new(
        Version,
        $"DerivationKit {typeof(Verdict).Assembly.GetName().Version}",
        r.Claim.Formula,
        r.Claim.Variables,
        r.Claim.Given,
        r.Claim.Hash,
        r.Seed,
        r.Instance.Sizes,
        InstanceJson.InputsOf(r.Instance));

    /// <summary>The text: the same refutation gives the same bytes on every machine.</summary>
    public string Write() => JsonText.Write(this).ReplaceLineEndings("\n") + "\n";
}

/// <summary>What the sides of a claim are at an instance; Json.md documents the shape.</summary>
internal sealed record ReplayJson(
    string Claim,
    string Outcome,
    InstanceJson At,
    ImmutableArray<ImmutableArray<string>> Left,
    ImmutableArray<ImmutableArray<string>> Right,
    ImmutableArray<ImmutableArray<string>> Difference)
{
    /// <summary>The JSON form of a replay.</summary>
    public static ReplayJson Of(Refutation r, string outcome, ValueTable left, ValueTable right, ValueTable difference) => new(
        r.Claim.Formula, outcome, InstanceJson.Of(r.Instance), InstanceJson.Rows(left), InstanceJson.Rows(right), InstanceJson.Rows(difference));

    /// <summary>The text.</summary>
    public string Write() => JsonText.Write(this);
}
