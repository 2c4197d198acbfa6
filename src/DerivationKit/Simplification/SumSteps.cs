using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Simplification;

/// <summary>Steps for sums.</summary>
internal static class SumSteps
{
    /// <summary>The sum with equal terms collected, zeros dropped, and a positive term in front.</summary>
    public static Expr? Write(Expr expression) =>
        Sums.IsSum(expression) && Sums.Write(Sums.Collect(Sums.Terms(expression)), expression.Shape) is { } written && written != expression
            ? written
            : null;

    /// <summary>The sum after a rule that fits two of its terms.</summary>
    public static Expr? Pairs(Expr expression)
    {
        if (!Sums.IsSum(expression))
        {
            return null;
        }

        ImmutableArray<ScaledProduct> terms = Sums.Terms(expression);
        foreach (ScaledProduct left in terms)
        {
            foreach (ScaledProduct right in terms.Where(t => t != left && Rational.Abs(t.Coefficient) == Rational.Abs(left.Coefficient)))
            {
                (Expr a, Expr b) = (left.Core.ToExpr(), right.Core.ToExpr());
                if (RewriteRules.Apply(right.Coefficient == left.Coefficient ? a + b : a - b) is { } pair)
                {
                    ScaledProduct joined = ScaledProduct.Atom(pair).Scale(left.Coefficient);
                    return Sums.Write(terms.Remove(right).Replace(left, joined), expression.Shape);
                }
            }
        }

        return null;
    }
}
