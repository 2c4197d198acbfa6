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

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("operators", "List the operators, with the meaning of an entry of each result");
        command.SetAction(_ =>
        {
            Table table = new(["name", "written", "meaning", "source"], [.. OperatorTable.All.Select(f => (Row(f), Tone.Plain))]);
            table.Write(terminal);
            return (int)ExitCode.Holds;
        });
        return command;
    }

    private static ImmutableArray<string> Row(OperatorFamily family)
    {
        Operator sample = family.Create(Parameters(family.ParameterKind));
        Definition meaning = Samples.Where(shapes => Fits(sample, shapes)).Select(sample.Meaning).First();
        return [family.Name, Written(sample, meaning), Meaning(meaning), sample.Source];
    }

    private static ImmutableArray<Parameter> Parameters(ParameterKind kind) => kind switch
    {
        ParameterKind.Number => [new Parameter.Number(3)],
        ParameterKind.Size => [new Parameter.Size(Dimension.Named("n"))],
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
