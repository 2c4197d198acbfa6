using System.Collections.Immutable;
using System.CommandLine;
using DerivationKit.Cli.Output;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive operators: what every operator means.</summary>
internal static class OperatorsCommand
{
    // A line of the list has at most 100 columns.
    private const int Width = 43;

    // A sign and its operands.
    private const int Longest = 6;

    private static readonly ImmutableArray<string> Labels = ["meaning", "shapes", "domain", "derivative", "source"];

    // What the language reads besides the operators: a short form, and the forms that bind a variable.
    private static readonly ImmutableArray<ImmutableArray<string>> Forms =
    [
        ["sqrt", "sqrt(A)", "short for A.^(1/2), or a^(1/2) of a scalar", "", "", "", ""],
        ["grad", "grad(f, X)", "[i,j] = derivative of the scalar f by X[i,j]; grad(f, X = P) at the point P", "", "", "", ""],
        ["grad", "grad(f, X, on: S)", "the gradient on a set S: symmetric, symmetric_entries, diagonal, sphere, stiefel, simplex_tangent", "", "", "", ""],
        ["jacobian", "jacobian(F, x)", "[i,j] = derivative of F[i] by x[j], of vectors", "", "", "", ""],
        ["hessian", "hessian(f, x)", "[i,j] = second derivative of the scalar f by x[i] and x[j]: jacobian(grad(f, x), x)", "", "", "", ""],
        ["mixed", "mixed(f, x, y)", "[i,j] = second derivative of the scalar f by x[i] and y[j]", "", "", "", ""],
        ["hvp", "hvp(f, X, V)", "jvp(grad(f, X), X, V): the second derivative applied to V", "", "", "", ""],
        ["vecjac", "vecjac(F, X)", "jacobian of vec(F) by vec(X), both column by column", "", "", "", ""],
        ["vechess", "vechess(f, X)", "the hessian by vec(X), column by column: vecjac(grad(f, X), X)", "", "", "", ""],
        ["vector", "vector(c)", "c*ones(n), where n follows from what stands beside it", "", "", "", ""],
        ["matrix", "matrix(c)", "c*ones(m,n), where m and n follow from what stands beside it", "", "", "", ""],
        ["jvp", "jvp(F, X, V)", "derivative of F(X + t*V) by t at t = 0, in the shape of F", "", "", "", ""],
        ["deriv", "deriv(F, t)", "derivative of each entry of F by the scalar t", "", "", "", ""],
        ["along", "along(F, X, V, Y, W)", "jvp(F, X, V) + jvp(F, Y, W): the rate of F if X, Y move with velocities V, W", "", "", "", ""],
    ];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> name = new("name") { Description = "Show this operator in full: formula, shapes, domain, derivative, source", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> markdown = new("--markdown") { Description = "Write the list as the document Operators.md" };
        Command command = new("operators", "List the operators and what they mean, or show one in full") { name, markdown };
        command.SetAction(result =>
        {
            if (result.GetValue(markdown))
            {
                terminal.Out.Write(OperatorReference.Markdown());
            }
            else if (result.GetValue(name) is { } wanted)
            {
                Write(Find(wanted), terminal.Out);
            }
            else
            {
                Listing().Write(terminal);
            }

            return (int)ExitCode.Holds;
        });
        return command;
    }

    private static ImmutableArray<ImmutableArray<string>> All => [.. OperatorReference.All.Select(Cells), .. Forms];

    // By its name in the table, or as it is called.
    private static ImmutableArray<ImmutableArray<string>> Find(string wanted)
    {
        ImmutableArray<ImmutableArray<string>> found = [.. All.Where(row => row[0] == wanted || row[1].StartsWith(wanted + "(") || Symbols(row[1]).Contains(wanted))];
        string[] longer = [.. All.Select(row => row[0]).Where(name => name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).Distinct()];
        string guess = longer.Length > 0 ? $"did you mean {string.Join(" or ", longer)}?" : Suggestions.ForFunction(wanted, All.Select(row => row[0]));
        return found is not [] ? found : throw new InputException($"there is no operator {Shown.Of(wanted)}; {guess}");
    }

    // The sign between or behind A and B.
    private static IEnumerable<string> Symbols(string written) =>
        written.Length <= Longest ? written.Split(' ', 'A', 'B', '3').Where(part => part.Length > 0) : [];

    private static void Write(ImmutableArray<ImmutableArray<string>> rows, TextWriter output)
    {
        Lines lines = new(output);
        foreach (ImmutableArray<string> row in rows)
        {
            lines.Write("operator", row[0] == row[1] ? row[0] : $"{row[0]}, written {row[1]}");
            foreach ((string label, string cell) in Labels.Zip(row.Skip(2)).Where(pair => pair.Second.Length > 0))
            {
                lines.Write(label, [.. cell.Split("; ")]);
            }

            output.WriteLine();
        }
    }

    private static Table Listing() => new(
        ["name", "written", "meaning"],
        [.. All.SelectMany(row => Wrapped(row[2]).Select((line, i) =>
            ((ImmutableArray<string>)(i == 0 ? [row[0], row[1], line] : ["", "", line]), Tone.Plain)))]);

    // In lines that leave room for the other columns, broken at blanks.
    private static List<string> Wrapped(string text)
    {
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > Width)
            {
                lines.Add("  " + word);
            }
            else
            {
                lines[^1] += lines[^1].Length == 0 ? word : " " + word;
            }
        }

        return lines;
    }

    private static ImmutableArray<string> Cells(OperatorReference row) =>
        [row.Name, row.Written, row.Meaning, row.Shapes, row.Domain, row.Derivative.Replace("`", ""), row.Source];
}
