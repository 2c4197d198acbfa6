using System.CommandLine;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Simplification;
using DerivationKit.Solving;

namespace DerivationKit.Cli.Commands;

/// <summary>derive solve: what a variable is where a gradient vanishes, or where an equation holds, proved both ways.</summary>
internal static class SolveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> expression = new("expression") { Description = "A scalar whose gradient is to vanish, such as \"norm2(X*w - y)^2\", or an equation such as \"A*x == b\"" };
        Option<string> wrt = new("--wrt", "-w") { Description = "The variable for which to solve", HelpName = "name", Required = true };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Option<bool> latex = new("--latex") { Description = "Write the solution in LaTeX" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("solve", "Solve for a variable: where a gradient vanishes, or an equation holds")
        {
            expression, wrt, variables, abbreviations, given, latex, json,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(expression)!;
            Scope scope = CommonOptions.ScopeOf(
                "the expression", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Variable x = CommonOptions.WithRespectTo(scope, parsed.GetValue(wrt)!);
            Solved solved = Solved.Of(CommonOptions.Reading("the expression", () => Read(text, x, scope)), x, scope);
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(SolutionJson.Of(solved).Write());
            }
            else
            {
                SolutionReport.Write(solved, parsed.GetValue(latex), terminal.Out);
            }

            return (int)solved.ExitCode;
        });
        return command;
    }

    // An equation as the difference of its sides; of a scalar the gradient.
    private static Expr Read(string text, Variable x, Scope scope)
    {
        if (!text.Contains("==", StringComparison.Ordinal))
        {
            return Expr.Gradient(scope.ParseExpression(text), x);
        }

        Claim equation = scope.ParseClaim(text);
        return equation.Right == Expr.Zeros(equation.Right.Shape) ? equation.Left : equation.Left - equation.Right;
    }
}

/// <summary>A solution, and the verdicts on what makes it one.</summary>
/// <param name="Solution">The solution.</param>
/// <param name="Shared">Its value with names for parts that occur more than once.</param>
internal sealed record Solved(Solution Solution, SharedParts Shared)
{
    private readonly Lazy<Decision> necessary = new(() => Decision.Of(Solution.Necessary)), sufficient = new(() => Decision.Of(Solution.Sufficient));

    /// <summary>Where the equation holds, the variable is that.</summary>
    public Decision Necessary => necessary.Value;

    /// <summary>Where the variable is that, the equation holds.</summary>
    public Decision Sufficient => sufficient.Value;

    /// <summary>What the verdicts come to for the shell.</summary>
    public ExitCode ExitCode => (ExitCode)Math.Max((int)ExitCodes.OfDerived(Necessary.Verdict), (int)ExitCodes.OfDerived(Sufficient.Verdict));

    /// <summary>Solves and decides.</summary>
    /// <exception cref="InputException">The equation is not one that is solved.</exception>
    public static Solved Of(Expr zero, Variable x, Scope scope)
    {
        try
        {
            Solution solution = Solve.Zero(zero, x, [.. scope.Given]);
            return new(solution, SharedParts.Of(solution.Value, scope.KnownNames));
        }
        catch (Exception e) when (e is ShapeException or DifferentiationException or NotSolvedException or ExpressionTooDeepException)
        {
            throw new InputException($"{Text.Print(zero)} == 0 cannot be solved for {x.Name}: {e.Message}");
        }
    }
}
