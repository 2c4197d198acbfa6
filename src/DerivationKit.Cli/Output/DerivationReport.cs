using System.Collections.Immutable;
using DerivationKit.Explaining;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a derivation in text, LaTeX or Markdown.</summary>
internal static class DerivationReport
{
    /// <summary>Lines under headings, the reason of each below it.</summary>
    public static string Plain(string asked, Derivation derivation, Verdict verdict)
    {
        IEnumerable<string> steps = Sections(derivation).SelectMany(section => section.Lines
            .Select(line => $"  {(line.IsContinued ? "   " : Text.Print(line.Step.Left))} = {Text.Print(line.Step.Right)}\n      {line.Step.Reason}")
            .Prepend(section.Title));
        string subject = Text.Print(derivation.Subject);
        string[] meaning = subject == asked.Trim() ? [] : [$"that is  {subject}"];
        return string.Join('\n', [$"derive   {asked.Trim()}", .. meaning, "", .. steps, "", .. Result(derivation), Check(verdict)]);
    }

    private static IEnumerable<string> Result(Derivation derivation)
    {
        SharedParts shared = SharedParts.Of(derivation.Result, derivation.Subject.FreeVariables().Select(v => v.Name));
        return shared.Abbreviations.Select((line, i) => $"{(i == 0 ? "where:  " : "        ")}{line}").Prepend($"result: {Text.Print(shared.Root)}");
    }

    /// <summary>An aligned block, one line a step.</summary>
    public static string Latex(Derivation derivation) => string.Join('\n',
    [
        @"\begin{align*}",
        string.Join(" \\\\\n", Sections(derivation).SelectMany(s => s.Lines).Select(line =>
            $"{(line.IsContinued ? "" : Language.Latex.Print(line.Step.Left) + " ")}&= {Language.Latex.Print(line.Step.Right)} && \\text{{{Words(line.Step)}}}")),
        @"\end{align*}",
    ]);

    /// <summary>Headed lists with formulas.</summary>
    public static string Markdown(string asked, Derivation derivation, Verdict verdict)
    {
        IEnumerable<string> steps = Sections(derivation).SelectMany(section => section.Lines
            .Select(line => $"1. $`{(line.IsContinued ? @"\qquad" : Language.Latex.Print(line.Step.Left))} = {Language.Latex.Print(line.Step.Right)}`$  \n   {Escaped(line.Step.Reason)}")
            .Prepend($"\n### {section.Title}\n"));
        return string.Join('\n',
            [$"## Derivation of `{asked.Trim()}`", .. steps, "", $"**Result:** $`{Language.Latex.Print(derivation.Result)}`$", "", Check(verdict)]);
    }

    // Steps of one kind in a row; a line that goes on with what the line before is about does not name it again.
    private static List<(string Title, List<(DerivationStep Step, bool IsContinued)> Lines)> Sections(Derivation derivation)
    {
        List<(string Title, List<(DerivationStep Step, bool IsContinued)> Lines)> sections = [];
        DerivationStep? before = null;
        foreach (DerivationStep step in derivation.Steps)
        {
            if (before is null || Title(before.Kind) != Title(step.Kind))
            {
                sections.Add((Title(step.Kind), []));
            }

            sections[^1].Lines.Add((step, before is not null && Title(before.Kind) == Title(step.Kind) && before.Left == step.Left));
            before = step;
        }

        return sections;
    }

    private static string Title(StepKind kind) => kind switch
    {
        StepKind.Value => "Intermediate values",
        StepKind.Cotangent => "Backwards: g is the derivative of the result in the value or variable with the same index",
        StepKind.Tangent => "Forwards: d is the derivative of the value with the same index along the direction",
        StepKind.Reading => "Read off",
        _ => "Put together and tidied",
    };

    private static string Words(DerivationStep step) => step.Kind switch
    {
        StepKind.Value => "intermediate value",
        StepKind.Cotangent or StepKind.Tangent when step.Reason.Contains(": Y = ") => step.Reason[..step.Reason.IndexOf(": Y = ", StringComparison.Ordinal)] + " rule",
        _ => step.Reason,
    } is var words ? Plain(words) : "";

    // What stands in \text may hold no sign that LaTeX reads otherwise.
    private static string Plain(string words) =>
        string.Concat(words.Select(c => c switch { '_' => @"\_", '*' => "$*$", '^' => @"\^{}", '&' or '%' or '#' => $"\\{c}", _ => c.ToString() }));

    private static string Escaped(string reason)
    {
        int rule = reason.IndexOf(": Y = ", StringComparison.Ordinal);
        return rule < 0 ? reason.Replace("_", @"\_").Replace("*", @"\*") : $"{reason[..rule].Replace("_", @"\_")}: `{reason[(rule + 2)..]}`";
    }

    private static string Check(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions { Conditions: [] } => "proved for all dimensions",
        Verdict.ProvedAllDimensions proved => $"proved for all dimensions where {string.Join(", ", proved.Conditions)}",
        Verdict.ProvedAtSizes or Verdict.Tested => Output.Words.Proof(verdict, ""),
        Verdict.Undecided undecided => $"NOT VERIFIED: {undecided.Reason}",
        _ => "WRONG, please report it",
    };
}
