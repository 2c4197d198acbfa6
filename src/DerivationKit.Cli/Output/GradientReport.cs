using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a gradient, for people.</summary>
internal static class GradientReport
{
    /// <summary>The gradient, and whether it is proved.</summary>
    public static void Write(Derived derived, bool latex, TextWriter output)
    {
        Lines lines = new(output);
        lines.Write("gradient", latex ? Latex.Print(derived.Form) : Text.Print(derived.Form));
        lines.Write("of", Text.Print(derived.Function));
        lines.Write("in", [.. derived.Decision.Claim.Variables.Append(derived.Variable).Distinct()
            .OrderBy(v => v != derived.Variable).Select(Text.Declare)]);
        if (derived.Note.Length > 0)
        {
            lines.Write("note", derived.Note);
        }

        lines.Write("proof", Proof(derived.Decision.Verdict));
        if (derived.Decision.Verdict is Verdict.ProvedAllDimensions { Conditions.IsEmpty: false } proved)
        {
            lines.Write("conditions", [.. proved.Conditions]);
        }

        lines.Write("time", Words.Time(derived.Decision.Time));
    }

    private static string Proof(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions proved =>
            $"the kernel replayed {Words.Count(proved.Steps, "step")}: this is the derivative, for all dimensions",
        Verdict.Undecided undecided => $"NOT VERIFIED: {undecided.Reason}",
        Verdict.Refuted refuted => $"WRONG, please report it: it is not the derivative at {Words.Sizes(refuted.Counterexample.Instance)}",
        Verdict.InternalError error => $"the layers of the kit disagree, please report it: {error.Evidence}",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
