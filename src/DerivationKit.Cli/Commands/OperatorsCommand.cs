using System.Collections.Immutable;
using System.CommandLine;
using DerivationKit.Cli.Output;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit.Cli.Commands;

/// <summary>derive operators: what every operator means.</summary>
internal static class OperatorsCommand
{
    // Tried in this order: the first shapes that fit an operator show its meaning.
    private static readonly ImmutableArray<ImmutableArray<Shape>> Samples =
    [
        [],
        [Shape.Matrix("m", "n")],
        [Shape.Matrix("n", "n")],
        [Shape.Vector("n")],
        [Shape.Scalar],
        [Shape.Matrix("m", "n"), Shape.Matrix("n", "p")],
        [Shape.Matrix("m", "n"), Shape.Matrix("m", "n")],
        [Shape.Matrix("m", "n"), Shape.Scalar],
    ];

    // What the language reads besides the operators: a short form, and the forms that bind a variable.
    private static readonly ImmutableArray<ImmutableArray<string>> Forms =
    [
        ["sqrt", "sqrt(A)", "short for A.^(1/2), or a^(1/2) of a scalar", ""],
        ["grad", "grad(f, X)", "[i,j] = derivative of the scalar f by X[i,j]; grad(f, X = P) at the point P", ""],
        ["jacobian", "jacobian(F, x)", "[i,j] = derivative of F[i] by x[j], of vectors", ""],
        ["jvp", "jvp(F, X, V)", "derivative of F(X + t*V) by t at t = 0, in the shape of F", ""],
        ["deriv", "deriv(F, t)", "derivative of each entry of F by the scalar t", ""],
        ["along", "along(F, X, V, Y, W)", "jvp(F, X, V) + jvp(F, Y, W): the rate of F if X, Y move with velocities V, W", ""],
    ];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("operators", "List the operators, with the meaning of an entry of each result");
        command.SetAction(_ =>
        {
            Table table = new(["name", "written", "meaning", "source"], [.. OperatorTable.All.SelectMany(Rows).Concat(Forms).Select(row => (row, Tone.Plain))]);
            table.Write(terminal);
            return (int)ExitCode.Holds;
        });
        return command;
    }

    // One row, but two for diag, which makes a vector of a matrix and a matrix of a vector.
    private static IEnumerable<ImmutableArray<string>> Rows(OperatorFamily family)
    {
        Operator sample = family.Create(Parameters(family));
        return Samples.Where(shapes => Fits(sample, shapes)).Select(sample.Meaning).Take(family.Name == "diag" ? 2 : 1)
            .Select(meaning => (ImmutableArray<string>)[family.Name, Written(sample, meaning), Meaning(meaning), sample.Source]);
    }

    private static ImmutableArray<Parameter> Parameters(OperatorFamily family) => family.ParameterKind switch
    {
        ParameterKind.Number => [new Parameter.Number(3)],
        ParameterKind.Size => [.. "mn"[^family.ParameterCounts.Min()..].Select(name => new Parameter.Size(Dimension.Named($"{name}")))],
        ParameterKind.Text => [new Parameter.Text("ij,jk->ik")],
        _ => [],
    };

    private static bool Fits(Operator sample, ImmutableArray<Shape> shapes)
    {
        try
        {
            return sample.Arity == shapes.Length && sample.InferShape(shapes) is var _;
        }
        catch (ShapeException)
        {
            return false;
        }
    }

    // The application to variables A, B.
    private static string Written(Operator sample, Definition meaning)
    {
        ImmutableArray<Expr> arguments = [.. meaning.Formals.Select(f => Expr.Variable(f.Name, ShapeOf(f.Dimensions)))];
        return Text.Print(Expr.Apply(sample, arguments));
    }

    private static string Meaning(Definition meaning) => $"[{string.Join(",", meaning.Indices)}] = {Text.Print(meaning.Body)}";

    private static Shape ShapeOf(ImmutableArray<Dimension> axes) => axes switch
    {
        [] => Shape.Scalar,
        [var rows] => Shape.Vector(rows),
        [var rows, var columns] => Shape.Matrix(rows, columns),
        _ => throw new ArgumentOutOfRangeException(nameof(axes)),
    };
}
