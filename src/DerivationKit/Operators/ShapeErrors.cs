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
            : Reordered(left, right);
        return new($"{symbol} needs two operands of one shape, not {left} and {right}{After(hint)}");
    }

    /// <summary>The hint as it stands behind a message, or nothing.</summary>
    public static string After(string hint) => hint.Length == 0 ? "" : $"; {hint}";

    /// <summary>What to do if the rows or the columns are products of the same dimensions in another order; else nothing.</summary>
    public static string Reordered(Shape left, Shape right) =>
        Reordered(left.Rows, right.Rows) is { Length: > 0 } rows ? rows : Reordered(left.Columns, right.Columns);

    /// <summary>What to do if two axes are products of the same dimensions in another order; else nothing.</summary>
    public static string Reordered(Axis left, Axis right)
    {
        if (left == right || !left.Factors.Select(f => f.Text).Order().SequenceEqual(right.Factors.Select(f => f.Text).Order()))
        {
            return "";
        }

        string[] exchanges =
        [
            .. from count in Enumerable.Range(1, left.Factors.Length - 1)
               let slow = Axis.Of(left.Factors[..count])
               let fast = Axis.Of(left.Factors[count..])
               where fast * slow == right
               select $", and comm({slow},{fast}) leads from one to the other",
        ];
        return $"{left} and {right} are different dimensions, for they order entries differently{exchanges.FirstOrDefault("")}";
    }

    /// <summary>What inverts, refuses: an array that is not square, or a square matrix that has two indices for each axis.</summary>
    public static ShapeException NeedsSquare(string name, Shape found) => found.IsSquare
        ? Needs(name, "a square matrix over one dimension", found, "write kron(inv(A),inv(B)) for inv(kron(A,B))")
        : Needs(name, "a square matrix", found);

    public static ShapeException Needs(string name, string wanted, Shape found) => new($"{name} needs {wanted}, not {found}");

    public static ShapeException Needs(string name, string wanted, Shape found, string hint) =>
        new($"{name} needs {wanted}, not {found}; {hint}");
}
