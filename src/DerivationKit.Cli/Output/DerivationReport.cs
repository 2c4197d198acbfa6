using DerivationKit.Explaining;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a derivation in text, LaTeX or Markdown.</summary>
internal static class DerivationReport
{
    /// <summary>Aligned lines, the reason of each behind it.</summary>
    public static string Plain(Derivation derivation, Verdict verdict)
    {
        IEnumerable<string> steps = Sections(derivation).SelectMany(section => section.Steps
            .Select(step => $"  {Text.Print(step.Left)} = {Text.Print(step.Right)}\n      {step.Reason}")
            .Prepend($"{section.Title}"));
        return string.Join('\n', [$"derive {Text.Print(derivation.Subject)}", "", .. steps, "", $"result: {Text.Print(derivation.Result)}", Check(verdict)]);
    }

    /// <summary>An aligned block, one line a step.</summary>
    public static string Latex(Derivation derivation) => string.Join('\n',
    [
        @"\begin{align*}",
        string.Join(" \\\\\n", derivation.Steps.Select(s => $"{Language.Latex.Print(s.Left)} &= {Language.Latex.Print(s.Right)} && \\text{{{Words(s)}}}")),
        @"\end{align*}",
    ]);

    /// <summary>Headed lists with formulas.</summary>
    public static string Markdown(Derivation derivation, Verdict verdict)
    {
        IEnumerable<string> steps = Sections(derivation).SelectMany(section => section.Steps
            .Select(step => $"1. $`{Language.Latex.Print(step.Left)} = {Language.Latex.Print(step.Right)}`$  \n   {step.Reason}")
            .Prepend($"\n### {section.Title}\n"));
        return string.Join('\n',
            [$"## Derivation of `{Text.Print(derivation.Subject)}`", .. steps, "", $"**Result:** $`{Language.Latex.Print(derivation.Result)}`$", "", Check(verdict)]);
    }

    private static IEnumerable<(string Title, IEnumerable<DerivationStep> Steps)> Sections(Derivation derivation) =>
        derivation.Steps.GroupBy(s => s.Kind).Select(g => (Title(g.Key), (IEnumerable<DerivationStep>)g));

    private static string Title(StepKind kind) => kind switch
    {
        StepKind.Inner => "The derivative inside",
        StepKind.Value => "Intermediate values",
        StepKind.Cotangent => "Backwards: the derivative of the result in each value",
        StepKind.Tangent => "Forwards: the derivative of each value along the direction",
        StepKind.Assembly => "Put together",
        _ => "Tidied",
    };

    private static string Words(DerivationStep step) => step.Kind switch
    {
        StepKind.Inner => "inner derivative",
        StepKind.Value => "intermediate value",
        StepKind.Cotangent => "backwards",
        StepKind.Tangent => "forwards",
        StepKind.Assembly => "put together",
        _ => "tidied",
    };

    private static string Check(Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions { Conditions: [] } => "proved for all dimensions",
        Verdict.ProvedAllDimensions proved => $"proved for all dimensions where {string.Join(", ", proved.Conditions)}",
        Verdict.Undecided undecided => $"NOT VERIFIED: {undecided.Reason}",
        _ => "WRONG, please report it",
    };
}
