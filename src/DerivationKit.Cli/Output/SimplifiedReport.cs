using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a closed form, for people.</summary>
internal static class SimplifiedReport
{
    /// <summary>The form, what its names stand for, and whether it is proved.</summary>
    public static void Write(Simplified simplified, bool latex, TextWriter output)
    {
        Lines lines = new(output);
        SharedReport.Write("form", simplified.Shared, latex, lines);
        lines.Write("of", Text.Print(simplified.Claim.Left));
        lines.Write("in", [.. simplified.Claim.Variables.Select(Text.Declare)]);
        lines.WriteGiven(simplified.Claim);
        output.Flush();
        lines.WriteProof(simplified.Decision.Verdict, "this is equal to the expression");
        lines.Write("time", Words.Time(simplified.Decision.Time));
    }
}
