using System.Collections.Immutable;
using System.CommandLine;
using DerivationKit.Cli.Output;

namespace DerivationKit.Cli.Commands;

/// <summary>derive operators: what every operator means.</summary>
internal static class OperatorsCommand
{
    // What the language reads besides the operators: a short form, and the forms that bind a variable.
    private static readonly ImmutableArray<ImmutableArray<string>> Forms =
    [
        ["sqrt", "sqrt(A)", "short for A.^(1/2), or a^(1/2) of a scalar", "", "", "", ""],
        ["grad", "grad(f, X)", "[i,j] = derivative of the scalar f by X[i,j]; grad(f, X = P) at the point P", "", "", "", ""],
        ["grad on:", "grad(f, X, on: S)", "the gradient on a set S: symmetric, symmetric_entries, diagonal, sphere, stiefel, simplex_tangent", "", "", "", ""],
        ["jacobian", "jacobian(F, x)", "[i,j] = derivative of F[i] by x[j], of vectors", "", "", "", ""],
        ["hessian", "hessian(f, x)", "jacobian(grad(f, x), x)", "", "", "", ""],
        ["mixed", "mixed(f, x, y)", "jacobian(grad(f, x), y): the rows belong to x", "", "", "", ""],
        ["hvp", "hvp(f, X, V)", "jvp(grad(f, X), X, V): the second derivative applied to V", "", "", "", ""],
        ["vecjac", "vecjac(F, X)", "jacobian of vec(F) by vec(X), both column by column", "", "", "", ""],
        ["vechess", "vechess(f, X)", "vecjac(grad(f, X), X)", "", "", "", ""],
        ["vector", "vector(c)", "c*ones(n), where n follows from what stands beside it", "", "", "", ""],
        ["matrix", "matrix(c)", "c*ones(m,n), where m and n follow from what stands beside it", "", "", "", ""],
        ["jvp", "jvp(F, X, V)", "derivative of F(X + t*V) by t at t = 0, in the shape of F", "", "", "", ""],
        ["deriv", "deriv(F, t)", "derivative of each entry of F by the scalar t", "", "", "", ""],
        ["hessian", "hessian(f, x)", "[i,j] = second derivative of the scalar f by x[i] and x[j]", "", "", "", ""],
        ["mixed", "mixed(f, x, y)", "[i,j] = second derivative of the scalar f by x[i] and y[j]", "", "", "", ""],
        ["hvp", "hvp(f, X, D)", "derivative of grad(f, X) along D, in the shape of X", "", "", "", ""],
        ["vecjac", "vecjac(F, X)", "jacobian of vec(F) by vec(X), column-major", "", "", "", ""],
        ["vechess", "vechess(f, X)", "hessian of the scalar f by vec(X), column-major", "", "", "", ""],
        ["vector", "vector(c)", "the scalar c in every entry of a vector that fits the context", "", "", "", ""],
        ["matrix", "matrix(c)", "the scalar c in every entry of a matrix that fits the context", "", "", "", ""],
        ["along", "along(F, X, V, Y, W)", "jvp(F, X, V) + jvp(F, Y, W): the rate of F if X, Y move with velocities V, W", "", "", "", ""],
    ];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<bool> markdown = new("--markdown") { Description = "Write the list as the document Operators.md" };
        Command command = new("operators", "List the operators: meaning, shapes, domain, derivative and source") { markdown };
        command.SetAction(result =>
        {
            if (result.GetValue(markdown))
            {
                terminal.Out.Write(OperatorReference.Markdown());
            }
            else
            {
                Listing().Write(terminal);
            }

            return (int)ExitCode.Holds;
        });
        return command;
    }

    private static Table Listing() => new(
        ["name", "written", "meaning", "shapes", "domain", "derivative", "source"],
        [.. OperatorReference.All.Select(Cells).Concat(Forms).Select(row => (row, Tone.Plain))]);

    private static ImmutableArray<string> Cells(OperatorReference row) =>
        [row.Name, row.Written, row.Meaning, row.Shapes, row.Domain, row.Derivative.Replace("`", ""), row.Source];
}
