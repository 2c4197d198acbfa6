using System.Collections.Immutable;

namespace DerivationKit.Tests.Operators;

// A well-shaped application of an operator to variables, and what an entry of it is, written as a plain formula over arrays. The entries
// of the arguments are drawn between low and low + 1, inside the operator's domain.
internal sealed class Sample(
    string family, Expr expression, Func<ImmutableArray<Dense>, int, int, double> entry, double low = 0.5)
{
    public string Family { get; } = family;

    public Apply Application { get; } = (Apply)expression;

    public ImmutableArray<Shape> Shapes => [.. Application.Arguments.Select(a => a.Shape)];

    // What the operator's meaning is called, and from where the entries are drawn if that is not the usual place.
    public string Name => low == 0.5 ? ToString() : $"{this} from {low}";

    public Dense Input(Shape shape, int seed) =>
        Dense.Random(Samples.Evaluator.SizeOf(shape.Rows), Samples.Evaluator.SizeOf(shape.Columns), seed, low);

    public ImmutableArray<Dense> Inputs() => [.. Shapes.Select((shape, position) => Input(shape, seed: 100 + position))];

    public double Entry(ImmutableArray<Dense> arguments, int row, int column) => entry(arguments, row, column);

    public override string ToString() => $"{Application.Operator}({string.Join(",", Shapes)})";
}
