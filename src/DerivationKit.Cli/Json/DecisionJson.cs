using System.Collections.Immutable;
using DerivationKit.Certificates;
using DerivationKit.Cli.Commands;
using DerivationKit.Cli.Output;

namespace DerivationKit.Cli.Json;

/// <summary>A claim and its verdict; Json.md documents the shape.</summary>
internal sealed record DecisionJson(
    string Claim,
    ImmutableArray<string> Given,
    string Verdict,
    ImmutableArray<string>? Conditions,
    int? Steps,
    int? Peak,
    AcceptanceJson? Checks,
    InstanceJson? Witness,
    ImmutableArray<ImmutableSortedDictionary<string, int>>? Sizes,
    string? Method,
    int? Instances,
    int? Log2Bound,
    ulong? Seed,
    CounterexampleJson? Counterexample,
    ImmutableArray<string> DidYouMean,
    ImmutableArray<string> Unused,
    string? Reason,
    double Milliseconds)
{
    /// <summary>The JSON form of a decision.</summary>
    public static DecisionJson Of(Decision decision) => Of(decision.Claim, decision.Verdict, decision.Time) with
    {
        DidYouMean = [.. decision.Suggestions.Select(Words.Suggestion)],
        Unused = decision.Unused,
    };

    /// <summary>The JSON form of a claim and its verdict.</summary>
    public static DecisionJson Of(Claim claim, Verdict verdict, TimeSpan time)
    {
        var proved = verdict as Verdict.ProvedAllDimensions;
        var tested = verdict as Verdict.Tested;
        var text = ClaimText.Of(claim);
        return new(
            text.Formula,
            [.. text.Variables, .. text.Given],
            NameOf(verdict),
            ConditionsOf(verdict),
            proved?.Steps,
            proved?.PeakMonomials,
            proved is null ? null : AcceptanceJson.Of(proved.Acceptance),
            proved is null ? null : InstanceJson.Of(proved.Witness),
            (verdict as Verdict.ProvedAtSizes)?.Sizes ?? tested?.Sizes,
            (verdict as Verdict.ProvedAtSizes)?.Method,
            tested?.Instances,
            tested is null or { Log2Bound: int.MinValue } ? null : tested.Log2Bound,
            tested?.Seed,
            verdict is Verdict.Refuted refuted ? CounterexampleJson.Of(refuted.Counterexample) : null,
            [],
            [],
            ReasonOf(verdict),
            Math.Round(time.TotalMilliseconds, 1));
    }

    /// <summary>The text.</summary>
    public string Write() => JsonText.Write(this);

    /// <summary>The name of a verdict.</summary>
    public static string NameOf(Verdict verdict) => verdict switch
    {
        DerivationKit.Verdict.ProvedAllDimensions => "proved_all_dimensions",
        DerivationKit.Verdict.ProvedAtSizes => "proved_at_sizes",
        DerivationKit.Verdict.Tested => "tested",
        DerivationKit.Verdict.Refuted => "refuted",
        DerivationKit.Verdict.Undecided => "undecided",
        DerivationKit.Verdict.InternalError => "internal_error",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>What a proof rests on; none where nothing is proved.</summary>
    public static ImmutableArray<string>? ConditionsOf(Verdict verdict) => verdict switch
    {
        DerivationKit.Verdict.ProvedAllDimensions proved => proved.Conditions,
        DerivationKit.Verdict.ProvedAtSizes proved => proved.Conditions,
        _ => null,
    };

    /// <summary>Why a claim is not proved for all dimensions, or what disagrees with what.</summary>
    public static string? ReasonOf(Verdict verdict) => verdict switch
    {
        DerivationKit.Verdict.ProvedAtSizes proved => proved.Reason,
        DerivationKit.Verdict.Tested tested => tested.Reason,
        DerivationKit.Verdict.Undecided undecided => undecided.Reason,
        DerivationKit.Verdict.InternalError error => error.Evidence,
        _ => null,
    };
}

/// <summary>What else agreed with a proof.</summary>
internal sealed record AcceptanceJson(int StepsChecked, int StepsEvaluated, int SmallSizes, int SmallSizesCompared, string Transfer)
{
    /// <summary>The JSON form of what agreed.</summary>
    public static AcceptanceJson Of(Acceptance a) => new(a.Steps, a.EvaluatedSteps, a.SmallSizes, a.ComparedSizes, AcceptanceText.Transfer(a));
}

/// <summary>Sizes and exact inputs, each an array of rows.</summary>
internal sealed record InstanceJson(
    ImmutableSortedDictionary<string, int> Sizes, ImmutableSortedDictionary<string, ImmutableArray<ImmutableArray<string>>> Inputs)
{
    /// <summary>The JSON form of an instance.</summary>
    public static InstanceJson Of(Instance instance) => new(instance.Sizes, InputsOf(instance));

    /// <summary>Every input as rows of exact numbers.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<ImmutableArray<string>>> InputsOf(Instance instance) =>
        instance.Inputs.ToImmutableSortedDictionary(i => i.Key, i => Rows(i.Value.Columns, [.. i.Value.Entries.Select(e => e.ToString())]));

    /// <summary>Entries, row after row, cut into rows.</summary>
    public static ImmutableArray<ImmutableArray<string>> Rows(int columns, ImmutableArray<string> entries) =>
        [.. entries.Chunk(columns).Select(row => row.ToImmutableArray())];

    /// <summary>The values of a side as rows.</summary>
    public static ImmutableArray<ImmutableArray<string>> Rows(ValueTable table) => Rows(table.Columns, table.Entries);
}

/// <summary>Where and how the sides of a claim differ.</summary>
internal sealed record CounterexampleJson(
    ImmutableSortedDictionary<string, int> Sizes,
    ImmutableSortedDictionary<string, ImmutableArray<ImmutableArray<string>>> Inputs,
    ImmutableArray<ImmutableArray<string>> Left,
    ImmutableArray<ImmutableArray<string>> Right,
    int Row,
    int Column,
    string Minimality)
{
    /// <summary>The JSON form of a counterexample.</summary>
    public static CounterexampleJson Of(Counterexample c) => new(
        c.Instance.Sizes, InstanceJson.InputsOf(c.Instance), InstanceJson.Rows(c.Left), InstanceJson.Rows(c.Right), c.Row, c.Column, c.Minimality);
}
