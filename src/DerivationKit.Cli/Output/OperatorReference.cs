using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit.Cli.Output;

/// <summary>One line of the list of operators.</summary>
/// <param name="Name">The name in the table of operators.</param>
/// <param name="Written">The operator applied to variables A, B.</param>
/// <param name="Meaning">An entry of the result.</param>
/// <param name="Shapes">The shapes of the arguments, and of the result.</param>
/// <param name="Domain">Where it is defined, and where it is differentiable.</param>
/// <param name="Derivative">What a cotangent G of the result pulls back to, for each argument.</param>
/// <param name="Source">Where this is found.</param>
internal sealed record OperatorReference(
    string Name, string Written, string Meaning, string Shapes, string Domain, string Derivative, string Source)
{
    // Before what is made from it: static fields are made in order.
    private static readonly string[] Sizes = ["m", "n"];

    private static readonly Shape Matrix = Shape.Matrix("m", "n");
    private static readonly Shape Square = Shape.Matrix("n", "n");
    private static readonly Shape Vector = Shape.Vector("n");

    // Tried in this order: the first shapes that fit an operator show its meaning and its derivative.
    private static readonly ImmutableArray<ImmutableArray<Shape>> Samples =
    [
        [],
        [Matrix], [Square], [Vector], [Shape.Scalar],
        [Matrix, Shape.Matrix("p", "q")], [Matrix, Shape.Matrix("n", "p")], [Matrix, Matrix], [Square, Square], [Vector, Vector], [Shape.Vector("m"), Vector],
        [Matrix, Shape.Scalar], [Shape.Scalar, Matrix], [Shape.Scalar, Shape.Scalar],
    ];

    private static readonly ImmutableArray<Rational> Exponents = [3, -2, new(1, 2)];

    /// <summary>All operators in the order of their table, in several lines where examples of their parameters or forms differ.</summary>
    public static ImmutableArray<OperatorReference> All { get; } =
        [.. from family in OperatorTable.All from sample in Members(family) from row in Rows(family, sample) select row];

    /// <summary>The list as a document in Markdown.</summary>
    public static string Markdown() => string.Join('\n',
    [
        "# Operators",
        "",
        "Written by `derive operators --markdown` from the table of operators, and compared with it by a test. A derivative is what a cotangent G",
        "of the result (g where the result is a scalar) pulls back to, for each argument: the gradient of sum(G .* f(A, B)).",
        "",
        "| name | written | shapes | domain | derivative | source |",
        "|---|---|---|---|---|---|",
        .. All.Select(row => $"| {row.Name} | `{row.Written}` | {row.Shapes} | {row.Domain} | {row.Derivative} | {row.Source} |"),
        "",
    ]);

    private static IEnumerable<Operator> Members(OperatorFamily family) => family.ParameterKind switch
    {
        ParameterKind.Number => Exponents.Select(exponent => family.Create([new Parameter.Number(exponent)])),
        ParameterKind.Size =>
            [family.Create([.. Sizes[^family.ParameterCounts[0]..].Select(n => new Parameter.Size(Dimension.Named(n)))])],
        ParameterKind.Text => [family.Create([new Parameter.Text("ij,jk->ik")])],
        _ => [family.Create([])],
    };

    // One row, but two for diag, which makes a vector of a matrix and a matrix of a vector.
    private static IEnumerable<OperatorReference> Rows(OperatorFamily family, Operator sample) => family.Name == "diag"
        ? new[] { Square, Vector }.Select(shape => Row(sample, [shape], Signature(sample, [shape])))
        : Samples.Where(shapes => Fits(sample, shapes)).Take(1).Select(shapes => Row(sample, shapes, Signatures(sample)));

    private static OperatorReference Row(Operator sample, ImmutableArray<Shape> shapes, string signatures)
    {
        Definition meaning = sample.Meaning(shapes);
        Apply application = (Apply)Expr.Apply(sample, [.. shapes.Select((shape, k) => Expr.Variable($"{(char)('A' + k)}", shape))]);
        return new(
            sample.Name,
            Text.Print(application),
            $"[{string.Join(",", meaning.Indices)}] = {Text.Print(meaning.Body)}{Characterized(sample)}",
            signatures,
            sample.SmoothDomain.Length == 0 ? sample.Domain : $"{sample.Domain}; differentiable: {sample.SmoothDomain}".TrimStart(';', ' '),
            string.Join("; ", application.Arguments.Select((a, k) => PulledBack(application, k))),
            sample.Source);
    }

    /// <summary>What determines an operator whose meaning only names it, behind that meaning.</summary>
    public static string Characterized(Operator @operator) =>
        @operator.Characterization.Length == 0 ? "" : $", a primitive: {@operator.Characterization}";

    private static string PulledBack(Apply application, int argument)
    {
        Variable cotangent = Expr.Variable(application.Shape.IsScalar ? "g" : "G", application.Shape);
        string pullback = InMatrixNotation(() => application.Operator.Pullback(application, argument, cotangent));
        return application.Arguments.Length == 1 ? pullback : $"{application.Arguments[argument]}: {pullback}";
    }

    private static string InMatrixNotation(Func<Expr> pullback)
    {
        try
        {
            return $"`{Text.Print(pullback())}`";
        }
        catch (DifferentiationException)
        {
            return "none in matrix notation";
        }
    }

    // The shapes of all samples that fit; those of an operator that keeps any shape, or makes a scalar of any, in words.
    private static string Signatures(Operator sample)
    {
        ImmutableArray<Shape>[] fitting = [.. Samples.Where(shapes => Fits(sample, shapes))];
        bool isAny = new[] { Matrix, Vector, Shape.Scalar }.All(shape => fitting.Any(shapes => !shapes.IsEmpty && shapes.All(s => s == shape)));
        bool areEqual = fitting.All(shapes => shapes.All(shape => shape == shapes[0]));
        string all = sample.Arity == 1 ? "any" : "equal";
        return (isAny && areEqual) switch
        {
            true when fitting.All(shapes => sample.InferShape(shapes) == shapes[0]) => $"{all}, kept",
            true when fitting.All(shapes => sample.InferShape(shapes).IsScalar) => $"{all}, to a scalar",
            _ => string.Join("; ", fitting.Where(shapes => !shapes.Contains(Square) || !fitting.Any(other => other.Contains(Matrix)))
                .Select(shapes => Signature(sample, shapes))),
        };
    }

    private static string Signature(Operator sample, ImmutableArray<Shape> shapes) =>
        string.Join(", ", shapes) + (shapes.IsEmpty ? "" : " to ") + sample.InferShape(shapes);

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
}
