using System.Collections.Immutable;

namespace DerivationKit.Tests.Operators;

internal static class Inputs
{
    public static Dense For(Shape shape, int seed) =>
        Dense.Random(Samples.Evaluator.SizeOf(shape.Rows), Samples.Evaluator.SizeOf(shape.Columns), seed);

    public static ImmutableArray<Dense> For(Apply application) =>
        [.. application.Arguments.Select((argument, position) => For(argument.Shape, seed: 100 + position))];
}
