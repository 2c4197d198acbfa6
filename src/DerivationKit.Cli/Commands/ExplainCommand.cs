using System.CommandLine;
using DerivationKit.Cli.Output;
using DerivationKit.Differentiation;
using DerivationKit.Explaining;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive explain: a derivative worked out step by step, its result proved.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> expression = new("derivative") { Description = "Such as \"grad(norm2(A*x - y)^2, x)\", grad(f, X, on: stiefel), jacobian, hessian, jvp, vecjac, or an expression of such" };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Option<bool> latex = new("--latex") { Description = "Write LaTeX, one aligned line a step" };
        Option<bool> markdown = new("--markdown") { Description = "Write Markdown with formulas" };
        Command command = new("explain", "Work out a derivative step by step, and prove the result")
        {
            expression, variables, abbreviations, given, latex, markdown,
        };
        command.SetAction(parsed =>
        {
            string read = parsed.GetValue(expression)!;
            Scope scope = CommonOptions.ScopeOf(
                "the derivative", read, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Derivation derivation = Explain(CommonOptions.Reading("the derivative", () => scope.ParseExpression(read)));
            var decision = Decision.Of(Claim.Equal(derivation.Subject, derivation.Result).Assuming(scope.Given));
            string text = parsed.GetValue(latex) ? DerivationReport.Latex(derivation)
                : parsed.GetValue(markdown) ? DerivationReport.Markdown(read, derivation, decision.Verdict)
                : DerivationReport.Plain(read, derivation, decision.Verdict);
            terminal.Out.WriteLine(text);
            return (int)ExitCodes.OfDerived(decision.Verdict);
        });
        return command;
    }

    private static Derivation Explain(Expr expression)
    {
        try
        {
            return expression.PostOrder().Any(e => e is Derivative)
                ? Derivation.Of(expression)
                : throw new InputException($"explain takes a derivative, such as grad(f, x), and there is none in {Text.Print(expression)}");
        }
        catch (DifferentiationException e)
        {
            throw new InputException($"{Text.Print(expression)} cannot be worked out: {e.Message}");
        }
    }
}
