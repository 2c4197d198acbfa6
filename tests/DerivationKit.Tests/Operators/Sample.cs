using System.Collections.Immutable;

namespace DerivationKit.Tests.Operators;

// A well-shaped application of an operator to variables, and what an entry of it is, written as a plain formula over arrays.
internal sealed class Sample(string family, Expr expression, Func<ImmutableArray<Dense>, int, int, double> entry)
{
    public string Family { get; } = family;

    public Apply Application { get; } = (Apply)expression;

    public ImmutableArray<Shape> Shapes => [.. Application.Arguments.Select(a => a.Shape)];

    public double Entry(ImmutableArray<Dense> arguments, int row, int column) => entry(arguments, row, column);

    public override string ToString() => $"{Application.Operator}({string.Join(",", Shapes)})";
}
