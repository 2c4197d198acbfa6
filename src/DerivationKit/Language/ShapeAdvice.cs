using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Guesses, from the shapes and the words of the text, at what was meant by an application that does not fit. Every guess is
/// tried: it is offered only if its shapes fit.</summary>
internal static class ShapeAdvice
{
    public static string For(Operator @operator, ImmutableArray<(string Text, Shape Shape)> operands) => operands switch
    {
        [var only] => ForFunction(@operator, only.Shape),
        [var left, var right] when @operator.Notation.Fixity == Fixity.Infix => ForInfix(@operator, left, right),
        _ => "",
    };

    private static string ForInfix(Operator @operator, (string Text, Shape Shape) left, (string Text, Shape Shape) right)
    {
        string symbol = @operator.Notation.Symbol;
        bool isSum = @operator.Notation.Precedence <= 10;
        ((string Text, Shape Shape) Left, string Symbol, (string Text, Shape Shape) Right)[] candidates =
            left.Shape.IsScalar || right.Shape.IsScalar
                ? isSum ? [(Filled(left, right.Shape), symbol, Filled(right, left.Shape))] : [(left, symbol.TrimStart('.'), right), (left, "." + symbol, right)]
                : [(left, symbol, Transposed(right)), (Transposed(left), symbol, right), (left, "." + symbol, right)];
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
                .Where(f => f.ParameterKind == ParameterKind.None && f.Name.StartsWith(@operator.Name + "_") && Fits(f.Create([]), shape))
                .Select(f => f.Name),
        ];
        return siblings.Length == 0 ? "" : $"did you mean {string.Join(" or ", siblings)}?";
    }

    // A scalar in every entry; an array stays as it is.
    private static (string Text, Shape Shape) Filled((string Text, Shape Shape) operand, Shape shape) =>
        (operand.Shape.IsScalar, shape) switch
        {
            (false, _) => operand,
            (_, { IsColumn: true }) => ($"{Whole(operand.Text)}*ones({shape.Rows})", shape),
            _ => ($"{Whole(operand.Text)}*ones({shape.Rows},{shape.Columns})", shape),
        };

    private static (string Text, Shape Shape) Transposed((string Text, Shape Shape) operand) =>
        ($"{Whole(operand.Text)}'", operand.Shape.Transposed);

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
