using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Operators with one argument in which they are linear.</summary>
internal static class LinearSteps
{
    /// <summary>Whether the expression applies such an operator: a transpose, a reduction, a trace or a diagonal.</summary>
    public static bool IsLinear(Expr expression) => expression is Apply { Operator: Transposition or Reduction or Trace or Diagonal or Vectorization };

    /// <summary>L(s*A) = s*L(A), for the numbers and scalars in front of an argument.</summary>
    public static Expr? Scalars(Expr expression)
    {
        if (!IsLinear(expression) || expression.Children[0].Shape.IsScalar)
        {
            return null;
        }

        var argument = ScaledProduct.Of(expression.Children[0]);
        if (argument.Coefficient.IsOne && argument.Scalars.Powers.IsEmpty)
        {
            return null;
        }

        var inner = ScaledProduct.Of(expression.WithChildren([argument.Chain]));
        return (ScaledProduct.Times(argument with { Arrays = [] }, inner))!.ToExpr();
    }

    /// <summary>L(A + B) = L(A) + L(B).</summary>
    public static Expr Distribute(Expr expression) => Sums.Write(
        [.. Sums.Terms(expression.Children[0]).Select(term => ScaledProduct.Atom(expression.WithChildren([term.Core.ToExpr()])).Scale(term.Coefficient))],
        expression.Shape);
}
