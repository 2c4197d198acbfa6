using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Operators;

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
            ? $"{at.Operator.Name}: Y = {Text.Print(generic)} passes {receives} on to {Text.Print(generic.Arguments[argument])}"
            : $"{at.Operator.Name}: Y = {Text.Print(generic)} passes {receives} on to its factor {Text.Print(generic.Arguments[argument])}";
    }

    private static Apply Generic(Apply at)
    {
        ImmutableArray<Expr> arguments = [.. at.Arguments.Select((a, i) => (Expr)Expr.Variable(((char)('A' + i)).ToString(), a.Shape))];
        return (Apply)Expr.Apply(at.Operator, arguments);
    }
}
