using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes the verdict on one claim, for people.</summary>
internal static class DecisionReport
{
    /// <summary>The claim, its verdict, and what the verdict rests on.</summary>
    public static void Write(Decision decision, TextWriter output)
    {
        Line(output, "claim", Text.Print(decision.Claim));
        foreach ((Variable variable, int i) in decision.Claim.Variables.Select((v, i) => (v, i)))
        {
            Line(output, i == 0 ? "for all" : "", Text.Declare(variable));
        }

        WriteVerdict(decision.Verdict, output);
        Line(output, "time", Words.Time(decision.Time));
        if (decision.Verdict is Verdict.Refuted refuted)
        {
            output.WriteLine();
            Write(refuted.Counterexample, output);
        }
    }

    private static void WriteVerdict(Verdict verdict, TextWriter output)
    {
        switch (verdict)
        {
            case Verdict.ProvedAllDimensions proved:
                Line(output, "verdict", "proved for all dimensions");
                Line(output, "conditions", proved.Conditions is [] ? ["none"] : [.. proved.Conditions]);
                Line(output, "kernel", $"{Words.Count(proved.Steps, "step")} replayed, at most {proved.PeakMonomials} terms in a polynomial");
                Line(output, "witness", $"both sides are defined at {Instance(proved.Witness)}");
                break;
            case Verdict.Refuted:
                Line(output, "verdict", "refuted");
                break;
            case Verdict.Undecided undecided:
                Line(output, "verdict", "undecided");
                Line(output, "reason", undecided.Reason);
                Line(output, "evidence", Evidence(undecided));
                break;
            case Verdict.InternalError error:
                Line(output, "verdict", "internal error: the layers of the kit disagree; please report it");
                Line(output, "evidence", error.Evidence);
                break;
        }
    }

    private static void Write(Counterexample counterexample, TextWriter output)
    {
        string sizes = Words.Sizes(counterexample.Instance);
        string[] lines =
        [
            $"The sides differ{(sizes.Length == 0 ? "" : $" at {sizes}")}:",
            .. counterexample.Instance.Inputs.SelectMany(i => Matrices.Write(i.Key, i.Value)).Select(l => $"  {l}"),
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

    private static string FirstDifference(Counterexample c)
    {
        int entry = ((c.Row - 1) * c.Left.Columns) + c.Column - 1;
        return $"First difference: row {c.Row}, column {c.Column}: {c.Left.Entries[entry]} on the left, {c.Right.Entries[entry]} on the right.";
    }

    private static string Instance(Instance instance) => instance.Sizes.IsEmpty ? "one value of each scalar" : Words.Sizes(instance);

    private static string Evidence(Verdict.Undecided undecided) => undecided.Instances == 0
        ? "none: the sides could be compared nowhere"
        : $"the sides agree at {Words.Count(undecided.Instances, "instance")}{(undecided.Log2Bound == int.MinValue ? " exactly" : $" within 2^{undecided.Log2Bound}")}";

    private static void Line(TextWriter output, string label, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            output.WriteLine($"{label,-12}{text}");
            label = "";
        }
    }
}
