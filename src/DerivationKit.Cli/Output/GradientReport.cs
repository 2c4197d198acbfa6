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
        SharedReport.Write("gradient", derived.Shared, latex, lines);
        lines.Write("of", Text.Print(derived.Function));
        lines.Write("in", [.. derived.Claim.Variables.Append(derived.Variable).Distinct()
            .OrderBy(v => v != derived.Variable).Select(Text.Declare)]);
        lines.WriteGiven(derived.Claim);
        if (derived.Note.Length > 0)
        {
            lines.Write("note", derived.Note);
        }

        output.Flush();
        lines.WriteProof(derived.Decision.Verdict, "this is the derivative");
        lines.Write("time", Words.Time(derived.Decision.Time));
    }
}
