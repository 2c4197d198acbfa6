using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Operators;
using DerivationKit.Simplification;

namespace DerivationKit.Explaining;

/// <summary>The rules of an operator's derivative, stated for arguments A, B, ... of the shapes at hand.</summary>
internal static class OperatorRule
{
    /// <summary>Such as "if Y = A*B has the cotangent G, A receives G*B'".</summary>
    public static string Backward(Apply at, int argument)
    {
        Apply generic = Generic(at);
        Variable cotangent = Expr.Variable("G", at.Shape);
        string receives = Text.Print(generic.Operator.Pullback(generic, argument, cotangent));
        return at.Operator is Addition or Subtraction or Negation or Transposition || at.Arguments.Length == 1
            ? $"{NameOf(at.Operator)}: Y = {Text.Print(generic)} passes {receives} on to {Text.Print(generic.Arguments[argument])}"
            : $"{NameOf(at.Operator)}: Y = {Text.Print(generic)} passes {receives} on to its factor {Text.Print(generic.Arguments[argument])}";
    }

    /// <summary>Such as "Y = A*B moves by dA*B + A*dB", where those arguments move that the variable reaches.</summary>
    public static string Forward(Apply at, ImmutableArray<bool> moves)
    {
        Apply generic = Generic(at);
        Expr tangent = generic.Arguments.OfType<Variable>().Where((_, i) => moves[i])
            .Select(a => ClosedForm.Of(Expr.Directional(generic, a, Expr.Variable($"d{a.Name}", a.Shape))))
            .Aggregate((sum, part) => sum + part);
        return $"{NameOf(at.Operator)}: Y = {Text.Print(generic)} moves by {Text.Print(Simplify.Tidy(tangent))}";
    }

    private static string NameOf(Operator @operator) => @operator switch
    {
        Addition => "sum of two",
        Subtraction => "difference",
        Negation => "minus",
        Product => "product",
        Division => "quotient by a scalar",
        HadamardProduct => "entrywise product",
        HadamardDivision => "entrywise quotient",
        ScalarPower => "power",
        HadamardPower => "entrywise power",
        MatrixPower => "matrix power",
        Transposition => "transpose",
        _ => @operator.Name,
    };

    private static Apply Generic(Apply at)
    {
        ImmutableArray<Expr> arguments = [.. at.Arguments.Select((a, i) => (Expr)Expr.Variable(((char)('A' + i)).ToString(), a.Shape))];
        return (Apply)Expr.Apply(at.Operator, arguments);
    }
}
