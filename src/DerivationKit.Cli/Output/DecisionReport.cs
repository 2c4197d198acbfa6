using DerivationKit.Cli.Commands;
using DerivationKit.Language;
using DerivationKit.Suggesting;

namespace DerivationKit.Cli.Output;

/// <summary>Writes the verdict on one claim, for people.</summary>
internal static class DecisionReport
{
    /// <summary>The claim, its verdict, and what the verdict rests on.</summary>
    public static void Write(Decision decision, bool latex, TextWriter output)
    {
        Lines lines = new(output);
        lines.Write("claim", latex ? Latex.Print(decision.Claim) : Text.Print(decision.Claim));
        lines.Write("for all", [.. decision.Claim.Variables.Select(Text.Declare)]);
        lines.WriteGiven(decision.Claim);
        WriteVerdict(decision.Verdict, lines);
        if (decision.Unused is not [])
        {
            lines.Write("not needed", string.Join(", ", decision.Unused));
        }

        lines.Write("time", Words.Time(decision.Time));
        if (decision.Verdict is Verdict.Refuted refuted)
        {
            output.WriteLine();
            Write(refuted.Counterexample, output);
            foreach (Suggestion suggestion in decision.Suggestions)
            {
                output.WriteLine(suggestion.Kind == SuggestionKind.Assumption ? $"It is {Words.Suggestion(suggestion)}." : $"Did you mean: {Words.Suggestion(suggestion)}");
            }
        }
    }

    private static void WriteVerdict(Verdict verdict, Lines lines)
    {
        switch (verdict)
        {
            case Verdict.ProvedAllDimensions proved:
                lines.Write("verdict", "proved for all dimensions");
                lines.Write("conditions", proved.Conditions is [] ? ["none"] : [.. proved.Conditions]);
                lines.Write("kernel", $"{Words.Count(proved.Steps, "step")} replayed, at most {Words.Count(proved.PeakMonomials, "term")} in a polynomial");
                lines.Write("checks", [.. AcceptanceText.Checks(proved.Acceptance)]);
                lines.Write("transfer", AcceptanceText.Transfer(proved.Acceptance));
                lines.Write("witness", [DefinedAt(proved.Witness), .. Matrices.Write(proved.Witness)]);
                break;
            case Verdict.ProvedAtSizes proved:
                lines.Write("verdict", "proved at some sizes, for all entries");
                lines.Write("sizes", SizesText.Print(proved.Sizes));
                lines.Write("conditions", proved.Conditions is [] ? ["none"] : [.. proved.Conditions]);
                lines.Write("method", proved.Method);
                lines.Write("open", $"other sizes: {proved.Reason}");
                break;
            case Verdict.Tested tested:
                lines.Write("verdict", "tested");
                lines.Write("reason", $"neither proved nor refuted: {tested.Reason}");
                lines.Write("evidence", Words.Evidence(tested));
                break;
            case Verdict.Refuted:
                lines.Write("verdict", "refuted");
                break;
            case Verdict.Undecided undecided:
                lines.Write("verdict", "undecided");
                lines.Write("reason", undecided.Reason);
                break;
            case Verdict.InternalError error:
                lines.Write("verdict", "internal error: the layers of the kit disagree; please report it");
                lines.Write("evidence", error.Evidence);
                break;
        }
    }

    private static void Write(Counterexample counterexample, TextWriter output)
    {
        string[] lines =
        [
            $"The sides differ{Words.At(counterexample.Instance)}:",
            .. Matrices.Write(counterexample.Instance).Select(l => $"  {l}"),
            .. Matrices.Write("left", counterexample.Left).Select(l => $"  {l}"),
            .. Matrices.Write("right", counterexample.Right).Select(l => $"  {l}"),
            FirstDifference(counterexample),
            $"Minimality: {counterexample.Minimality}",
        ];
        foreach (string line in lines)
        {
            output.WriteLine(line);
        }
    }

    // The inputs follow.
    private static string DefinedAt(Instance witness) =>
        $"both sides are defined{(witness.Inputs.IsEmpty ? Words.At(witness) : witness.Sizes.IsEmpty ? " at" : $"{Words.At(witness)} and")}";

    private static string FirstDifference(Counterexample c)
    {
        int entry = ((c.Row - 1) * c.Left.Columns) + c.Column - 1;
        return $"First difference: row {c.Row}, column {c.Column}: {Digits.Shown(c.Left.Entries[entry])} on the left, {Digits.Shown(c.Right.Entries[entry])} on the right.";
    }
}
