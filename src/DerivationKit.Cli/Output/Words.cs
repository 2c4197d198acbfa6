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
        Verdict.Refuted => "refuted",
        Verdict.Undecided => "undecided",
        Verdict.InternalError => "internal error",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>The kind of verdict, and how many conditions it has.</summary>
    public static string Of(Verdict verdict) => verdict is Verdict.ProvedAllDimensions { Conditions.IsEmpty: false } proved
        ? $"proved, {Count(proved.Conditions.Length, "condition")}"
        : Short(verdict);

    /// <summary>What the verdict rests on.</summary>
    public static string Method(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions p => $"kernel, {Count(p.Steps, "step")}, peak {p.PeakMonomials}",
        Verdict.Refuted r => $"counterexample{At(r.Counterexample.Instance)}",
        Verdict.Undecided u => $"no difference at {Count(u.Instances, "instance")}",
        _ => "the layers disagree",
    };

    /// <summary>Whether a form that the kit found is proved to be what it says it is.</summary>
    public static string Proof(Verdict verdict, string statement) => verdict switch
    {
        Verdict.ProvedAllDimensions proved => $"the kernel replayed {Count(proved.Steps, "step")}: {statement}, for all dimensions",
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

    private static string At(Instance instance) => instance.Sizes.IsEmpty ? "" : $" at {Sizes(instance)}";

    /// <summary>Why a claim is undecided, and what speaks for it.</summary>
    public static string Reason(Verdict.Undecided undecided) => $"{undecided.Reason}; {Evidence(undecided)}";

    /// <summary>What the search for a counterexample saw where it found none.</summary>
    public static string Evidence(Verdict.Undecided undecided) => undecided.Instances == 0
        ? "the sides could be compared nowhere"
        : $"the sides agree at {Count(undecided.Instances, "instance")}{(undecided.Log2Bound == int.MinValue ? " exactly" : $" within 2^{undecided.Log2Bound}")}";
}
