namespace DerivationKit.Cli.Output;

/// <summary>Writes texts behind a column of labels.</summary>
internal sealed class Lines(TextWriter output)
{
    /// <summary>One line for each text, its longest numbers shortened; the label stands before the first.</summary>
    public void Write(string label, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            output.WriteLine($"{label,-12}{Visible.Of(Digits.Shown(text))}");
            label = "";
        }
    }

    /// <summary>What a claim takes for granted beyond the declarations, if anything.</summary>
    public void WriteGiven(Claim claim) => Write("given", [.. claim.Given.Select(fact => fact.ToString()!)]);

    /// <summary>How the statement was proved, or why it was not, and under which conditions.</summary>
    public void WriteProof(Verdict verdict, string statement)
    {
        Write("proof", Words.Proof(verdict, statement));
        if (verdict is Verdict.ProvedAllDimensions { Conditions.IsEmpty: false } proved)
        {
            Write("conditions", [.. proved.Conditions]);
        }
    }
}
