using System.Collections.Immutable;
using DerivationKit.Cli.Batch;
using DerivationKit.Cli.Output;

namespace DerivationKit.Cli.Json;

/// <summary>What became of one line of a file of claims; Json.md documents the shape.</summary>
internal sealed record BatchJson(
    BatchId? Id,
    string Verdict,
    ImmutableArray<string> Conditions,
    CounterexampleJson? Counterexample,
    string? DidYouMean,
    string? Reason,
    double Milliseconds)
{
    /// <summary>The JSON form of an outcome.</summary>
    public static BatchJson Of(BatchOutcome outcome) => new(
        outcome.Id,
        outcome.Verdict is { } verdict ? DecisionJson.NameOf(verdict) : outcome.IsDefect ? "internal_error" : "error",
        outcome.Verdict is { } proved ? DecisionJson.ConditionsOf(proved) ?? [] : [],
        outcome.Verdict is Verdict.Refuted refuted ? CounterexampleJson.Of(refuted.Counterexample) : null,
        outcome.Suggestions is [] ? null : Words.Suggestions(outcome.Suggestions),
        outcome.Verdict switch
        {
            null => outcome.Problem,
            DerivationKit.Verdict.Tested tested => $"{tested.Reason}; {Words.Evidence(tested)}",
            { } decided => DecisionJson.ReasonOf(decided),
        },
        Math.Round(outcome.Time.TotalMilliseconds, 1));

    /// <summary>The text, on one line.</summary>
    public string Write() => JsonText.WriteLine(this);
}
