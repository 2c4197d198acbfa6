using System.Collections.Immutable;
using DerivationKit.Cli.Refutations;
using DerivationKit.Refuting;

namespace DerivationKit.Cli.Output;

/// <summary>Writes what the sides of a claim are at an instance, for people.</summary>
internal static class ReplayReport
{
    /// <summary>The claim, whether it is refuted there, the inputs, and the tables.</summary>
    public static void Write(Refutation refutation, Replay replay, ImmutableArray<(string Name, ValueTable Values)> tables, TextWriter output)
    {
        Lines lines = new(output);
        lines.Write("claim", refutation.Claim.Formula);
        lines.Write("for all", [.. refutation.Claim.Variables]);
        lines.Write("given", [.. refutation.Claim.Given]);
        lines.Write("verdict", Verdict(replay));
        output.WriteLine();
        output.WriteLine($"The sides{Words.At(refutation.Instance)}:");
        foreach (string line in Matrices.Write(refutation.Instance).Concat(tables.SelectMany(table => Matrices.Write(table.Name, table.Values))))
        {
            output.WriteLine($"  {line}");
        }
    }

    private static string Verdict(Replay replay) => replay switch
    {
        Replay.Differs differs => $"refuted: the sides differ in row {differs.Counterexample.Row}, column {differs.Counterexample.Column}",
        Replay.Agrees agrees => $"not refuted here: the sides {Words.Agreement(agrees.Log2Bound)} at this instance, which says nothing of any other",
        _ => throw new ArgumentOutOfRangeException(nameof(replay)),
    };
}
