using System.Collections.Immutable;
using DerivationKit.Cli.Proofs;
using DerivationKit.ProofFiles;

namespace DerivationKit.Cli.Json;

/// <summary>What became of the claims of proof files; Json.md documents the shape.</summary>
internal sealed record RunJson(bool Met, int Files, ImmutableArray<OutcomeJson> Claims, ImmutableArray<string> IndexFailures, double Milliseconds)
{
    /// <summary>The JSON form of a run.</summary>
    public static RunJson Of(ProofRun run) => new(
        run.ExitCode == ExitCode.Holds,
        run.Files,
        [.. run.Outcomes.Select(OutcomeJson.Of)],
        run.IndexFailures,
        Math.Round(run.Outcomes.Sum(o => o.Time.TotalMilliseconds), 1));

    /// <summary>The text.</summary>
    public string Write() => JsonText.Write(this);
}

/// <summary>What became of one claim of a proof file.</summary>
internal sealed record OutcomeJson(
    string Name, string File, int Line, string Demand, string? Level, string? Twin, string Hash, bool Met, ImmutableArray<string> Failures, DecisionJson Decision)
{
    /// <summary>The JSON form of an outcome.</summary>
    public static OutcomeJson Of(Outcome outcome) => new(
        outcome.Claim.Name,
        outcome.Claim.File,
        outcome.Claim.Line,
        outcome.Claim.Demand is ProofFiles.Demand.Prove ? "prove" : "refute",
        (outcome.Claim.Demand as ProofFiles.Demand.Prove)?.Level.Name(),
        (outcome.Claim.Demand as ProofFiles.Demand.Refute)?.Twin,
        outcome.Claim.Hash,
        outcome.Failures.IsEmpty,
        outcome.Failures,
        DecisionJson.Of(outcome.Claim.Claim, outcome.Verdict, outcome.Time));
}
