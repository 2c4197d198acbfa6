using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes the solution of an equation, for people.</summary>
internal static class SolutionReport
{
    /// <summary>The solution, and whether it is proved to be one and the only one.</summary>
    public static void Write(Solved solved, bool latex, TextWriter output)
    {
        Lines lines = new(output);
        SharedReport.Write(solved.Solution.Variable.Name, solved.Shared, latex, lines);
        lines.Write("solves", $"{Text.Print(solved.Solution.Zero)} == 0");
        lines.Write("for all", [.. solved.Necessary.Claim.Variables.Select(Text.Declare)]);
        lines.WriteGiven(solved.Sufficient.Claim);
        output.Flush();
        lines.WriteProof(solved.Sufficient.Verdict, "it is a solution");
        lines.WriteProof(solved.Necessary.Verdict, "there is no other");
        lines.Write("time", Words.Time(solved.Necessary.Time + solved.Sufficient.Time));
    }
}
