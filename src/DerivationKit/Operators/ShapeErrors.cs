namespace DerivationKit.Operators;

/// <summary>The sentences in which operators refuse shapes.</summary>
internal static class ShapeErrors
{
    /// <summary>A scalar met an array: the hint says what was probably meant. Otherwise a transpose may be missing.</summary>
    public static ShapeException NotEqual(
        string symbol, Shape left, Shape right, string scalarHint = "multiply the scalar by ones(...) to fill an array")
    {
        string hint =
            left.IsScalar || right.IsScalar ? scalarHint
            : left == right.Transposed ? "did you mean to transpose one of them with '?"
            : "";
        return new($"{symbol} needs two operands of one shape, not {left} and {right}{(hint.Length == 0 ? "" : $"; {hint}")}");
    }

    public static ShapeException Needs(string name, string wanted, Shape found) => new($"{name} needs {wanted}, not {found}");

    public static ShapeException Needs(string name, string wanted, Shape found, string hint) =>
        new($"{name} needs {wanted}, not {found}; {hint}");
}
