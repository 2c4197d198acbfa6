using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Suggesting;

namespace DerivationKit.Cli.Output;

/// <summary>Verdicts in words.</summary>
internal static class Words
{
    /// <summary>The kind of verdict.</summary>
    public static string Short(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions => "proved",
        Verdict.ProvedAtSizes => "proved at sizes",
        Verdict.Tested => "tested",
        Verdict.Refuted => "refuted",
        Verdict.Undecided => "undecided",
        Verdict.InternalError => "internal error",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>The kind of verdict, and how many conditions it has.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions { Conditions.IsEmpty: false } proved => $"proved, {Count(proved.Conditions.Length, "condition")}",
        Verdict.ProvedAtSizes { Conditions.IsEmpty: false } proved => $"proved at sizes, {Count(proved.Conditions.Length, "condition")}",
        _ => Short(verdict),
    };

    /// <summary>What the verdict rests on.</summary>
    public static string Method(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions p => $"kernel, {Count(p.Steps, "step")}, peak {p.PeakMonomials}",
        Verdict.Refuted r => $"counterexample{At(r.Counterexample.Instance)}",
        Verdict.ProvedAtSizes p => $"{SizesText.Print(p.Sizes)}: {p.Method}",
        Verdict.Tested t => $"no difference at {Count(t.Instances, "instance")}",
        Verdict.Undecided => "not compared",
        _ => "the layers disagree",
    };

    /// <summary>Whether a form that the kit found is proved to be what it says it is.</summary>
    public static string Proof(Verdict verdict, string statement) => verdict switch
    {
        Verdict.ProvedAllDimensions proved => $"the kernel replayed {Count(proved.Steps, "step")}: {statement}, for all dimensions",
        Verdict.ProvedAtSizes proved => $"NOT VERIFIED for all dimensions, only at {SizesText.Print(proved.Sizes)}: {proved.Reason}",
        Verdict.Tested tested => $"NOT VERIFIED, only tested: {tested.Reason}",
        Verdict.Undecided undecided => $"NOT VERIFIED: {undecided.Reason}",
        Verdict.Refuted refuted => $"WRONG, please report it: not so at {Sizes(refuted.Counterexample.Instance)}",
        Verdict.InternalError error => $"the layers of the kit disagree, please report it: {error.Evidence}",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>The sizes of an instance, such as d = 1, k = 2.</summary>
    public static string Sizes(Instance instance) => string.Join(", ", instance.Sizes.Select(s => $"{s.Key} = {s.Value}"));

    /// <summary>What would have been true.</summary>
    public static string Suggestion(Suggestion suggestion) => suggestion.Kind == SuggestionKind.Assumption
        ? $"true if {suggestion.Change}"
        : Digits.Shown(Text.Print(suggestion.Claim));

    /// <summary>What would have been true, all on one line.</summary>
    public static string Suggestions(ImmutableArray<Suggestion> suggestions) => string.Join("; or ", suggestions.Select(Suggestion));

    /// <summary>A number of things.</summary>
    public static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>Seconds, or milliseconds below one.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalSeconds < 1 ? $"{time.TotalMilliseconds:0} ms" : $"{time.TotalSeconds:0.0} s";

    /// <summary>The sizes of an instance behind what happens there; nothing where there are none.</summary>
    public static string At(Instance instance) => instance.Sizes.IsEmpty ? "" : $" at {Sizes(instance)}";

    /// <summary>What the search for a counterexample saw where it found none.</summary>
    public static string Evidence(Verdict.Tested tested) =>
        $"the sides {Agreement(tested.Log2Bound)} at each of {Count(tested.Instances, "exact instance")} ({SizesText.Print(tested.Sizes)}); evidence, not a proof; seed {tested.Seed}";

    /// <summary>How closely two sides agree.</summary>
    public static string Agreement(int log2Bound) => log2Bound == int.MinValue
        ? "are exactly equal"
        : $"differ by less than 2^{log2Bound}, relatively to values above 1,";

    /// <summary>The conditions of a proof behind what it proves; nothing where there are none.</summary>
    public static string Where(ImmutableArray<string> conditions) => conditions.IsEmpty ? "" : $", where {string.Join(", ", conditions)}";
}
