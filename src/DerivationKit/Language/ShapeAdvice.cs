using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using Part = (string Text, DerivationKit.Shape Shape);

namespace DerivationKit.Language;

/// <summary>Guesses, from the shapes and the words of the text, at what was meant by an application that does not fit. Every guess is
/// tried: it is offered only if its shapes fit.</summary>
internal static class ShapeAdvice
{
    private static readonly ImmutableArray<string> Transposes = ["'", "ᵀ", "⊤", "^T", ".T"];

    /// <summary>The best guess; between two operands there is none that the operator's own hint knows better.</summary>
    public static string For(Operator @operator, ImmutableArray<Part> operands, string hint) => operands switch
    {
        [var left, var right] when @operator.Notation.Fixity == Fixity.Infix => ForInfix(@operator, left, right),
        [var only] when ForFunction(@operator, only.Shape) is { Length: > 0 } guess => guess,
        _ => hint,
    };

    private static string ForInfix(Operator @operator, Part left, Part right)
    {
        string symbol = @operator.Notation.Symbol;
        bool isSum = @operator.Notation.Precedence <= 10;
        (Part Left, string Symbol, Part Right)[] candidates =
            (left.Shape.IsScalar || right.Shape.IsScalar, isSum) switch
            {
                (true, true) =>
                [
                    (Filled(left, right.Shape), symbol, Filled(right, left.Shape)),
                    (Fitted(left, right.Shape), symbol, Fitted(right, left.Shape)),
                ],
                (true, false) => [(left, symbol.TrimStart('.'), right), (left, "." + symbol, right)],
                _ => [(left, symbol, Transposed(right)), (Transposed(left), symbol, right), (left, "." + symbol, right)],
            };
        string[] fitting =
        [
            .. candidates
                .Where(c => OperatorSyntax.Infix.TryGetValue(c.Symbol, out Operator? other) && Fits(other, c.Left.Shape, c.Right.Shape))
                .Select(c => Text.Infix(c.Left.Text, c.Symbol, c.Right.Text)),
        ];
        return fitting.Length == 0 ? "" : $"did you mean {string.Join(" or ", fitting)}?";
    }

    // softmax of a matrix: softmax_rows or softmax_cols
    private static string ForFunction(Operator @operator, Shape shape)
    {
        string[] siblings =
        [
            .. OperatorTable.All
                .Where(f => f is { ParameterKind: ParameterKind.None, Arity: 1 } && f.Name.StartsWith(@operator.Name + "_") && Fits(f.Create([]), shape))
                .Select(f => f.Name),
        ];
        return siblings.Length == 0 ? "" : $"did you mean {string.Join(" or ", siblings)}?";
    }

    // A scalar in every entry; an array stays as it is.
    private static Part Filled(Part operand, Shape shape)
    {
        if (!operand.Shape.IsScalar)
        {
            return operand;
        }

        string ones = shape.IsColumn ? $"ones({shape.Rows})" : $"ones({shape.Rows},{shape.Columns})";
        return (operand.Text == "1" ? ones : $"{Whole(operand.Text)}*{ones}", shape);
    }

    // The same with a size that follows from the context; there is none for rows.
    private static Part Fitted(Part operand, Shape shape) =>
        operand.Shape.IsScalar && !shape.Rows.IsOne ? ($"{(shape.IsColumn ? "vector" : "matrix")}({operand.Text})", shape) : operand;

    private static Part Transposed(Part operand) =>
        (Transposes.FirstOrDefault(operand.Text.EndsWith) is { } transpose && Names.IsName(operand.Text[..^transpose.Length])
            ? operand.Text[..^transpose.Length]
            : $"{Whole(operand.Text)}'", operand.Shape.Transposed);

    private static string Whole(string text) => Names.IsName(text) || text.All(char.IsAsciiDigit) ? text : $"({text})";

    private static bool Fits(Operator @operator, params ImmutableArray<Shape> shapes)
    {
        try
        {
            @operator.InferShape(shapes);
            return true;
        }
        catch (ShapeException)
        {
            return false;
        }
    }
}
