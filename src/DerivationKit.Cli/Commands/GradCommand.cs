using System.CommandLine;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Cli.Commands;

/// <summary>derive grad: the gradient of a scalar in matrix notation, proved to be what the derivative means.</summary>
internal static class GradCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> expression = new("expression") { Description = "A scalar, such as \"-sum(C .* logsoftmax_rows(Z*θ'))\"" };
        Option<string> wrt = new("--wrt", "-w") { Description = "The variable in which to differentiate", HelpName = "name", Required = true };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Option<bool> latex = new("--latex") { Description = "Write the gradient in LaTeX" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("grad", "Derive a gradient in matrix notation, and prove it")
        {
            expression, wrt, variables, abbreviations, given, latex, json,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(expression)!;
            Scope scope = CommonOptions.ScopeOf(
                "the expression", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Expr f = CommonOptions.Reading("the expression", () => scope.ParseExpression(text));
            Derived derived = Derived.Of(f, CommonOptions.WithRespectTo(scope, parsed.GetValue(wrt)!), scope);
            Write(derived, parsed.GetValue(latex), parsed.GetValue(json), terminal.Out);
            return (int)derived.ExitCode;
        });
        return command;
    }

    private static void Write(Derived derived, bool latex, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(GradientJson.Of(derived).Write());
        }
        else
        {
            GradientReport.Write(derived, latex, output);
        }
    }
}

/// <summary>A gradient in closed form, and the verdict on the claim that it is one.</summary>
/// <param name="Function">What was differentiated.</param>
/// <param name="Variable">In which variable.</param>
/// <param name="Form">The gradient without derivatives.</param>
/// <param name="Note">Why it is zero, where it is so for want of the variable; else empty.</param>
/// <param name="Shared">The gradient with names for parts that occur more than once.</param>
/// <param name="Claim">The claim grad(f, X) == form.</param>
internal sealed record Derived(Expr Function, Variable Variable, Expr Form, string Note, SharedParts Shared, Claim Claim) : DerivedForm(Claim)
{
    /// <summary>Derives and proves.</summary>
    /// <exception cref="InputException">The function is no scalar, or has no derivative in closed form.</exception>
    public static Derived Of(Expr f, Variable x, Scope scope)
    {
        try
        {
            Expr gradient = Expr.Gradient(f, x);
            Expr form = Simplify.Closed(gradient);
            string note = f.FreeVariables().Contains(x) ? "" : $"f does not contain {x.Name}";
            return new(f, x, form, note, SharedParts.Of(form, scope.KnownNames), Claim.Equal(gradient, form).Assuming(scope.Given));
        }
        catch (Exception e) when (e is ShapeException or DifferentiationException or ExpressionTooDeepException)
        {
            throw new InputException($"the gradient of {Text.Print(f)} in {x.Name} cannot be derived: {e.Message}");
        }
    }
}
