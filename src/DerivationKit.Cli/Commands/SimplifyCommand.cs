using System.CommandLine;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Cli.Commands;

/// <summary>derive simplify: an expression, derivatives of every kind included, in closed form, proved to be equal to the input.</summary>
internal static class SimplifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> expression = new("expression") { Description = "Such as \"hessian(logsumexp(x), x)\" or \"tr(A*B') + sum(A .* B)\"" };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Option<bool> latex = new("--latex") { Description = "Write the form in LaTeX" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("simplify", "Write an expression in closed form, derivatives included, and prove it")
        {
            expression, variables, abbreviations, given, latex, json,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(expression)!;
            Scope scope = CommonOptions.ScopeOf(
                "the expression", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            var simplified = Simplified.Of(CommonOptions.Reading("the expression", () => scope.ParseExpression(text)), scope);
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(SimplifiedJson.Of(simplified).Write());
            }
            else
            {
                SimplifiedReport.Write(simplified, parsed.GetValue(latex), terminal.Out);
            }

            return (int)simplified.ExitCode;
        });
        return command;
    }
}

/// <summary>A closed form, and the verdict on the claim that it is equal to the expression.</summary>
/// <param name="Form">The form, without derivatives.</param>
/// <param name="Shared">The same with names for parts that occur more than once.</param>
/// <param name="Claim">The claim expression == form.</param>
internal sealed record Simplified(Expr Form, SharedParts Shared, Claim Claim) : DerivedForm(Claim)
{
    /// <summary>Closes, tidies and proves.</summary>
    /// <exception cref="InputException">A derivative has no closed form.</exception>
    public static Simplified Of(Expr expression, Scope scope)
    {
        try
        {
            Expr form = Simplify.Closed(expression);
            return new(form, SharedParts.Of(form, scope.KnownNames), Claim.Equal(expression, form).Assuming(scope.Given));
        }
        catch (Exception e) when (e is ShapeException or DifferentiationException or ExpressionTooDeepException)
        {
            throw new InputException($"{Text.Print(expression)} has no closed form: {e.Message}");
        }
    }
}
