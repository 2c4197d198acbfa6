namespace DerivationKit.Operators;

/// <summary>The sentences in which operators refuse shapes.</summary>
internal static class ShapeErrors
{
    public static ShapeException NotEqual(string symbol, Shape left, Shape right) =>
        left.IsScalar || right.IsScalar
            ? new($"{symbol} needs two operands of one shape, not {left} and {right}; multiply the scalar by ones(...) to fill an array")
            : new($"{symbol} needs two operands of one shape, not {left} and {right}");

    public static ShapeException Needs(string name, string wanted, Shape found) => new($"{name} needs {wanted}, not {found}");
}
