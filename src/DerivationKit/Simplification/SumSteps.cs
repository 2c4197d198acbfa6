using System.Collections.Immutable;

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
    public static Rewriting? Pairs(Expr expression)
    {
        if (!Sums.IsSum(expression))
        {
            return null;
        }

        ImmutableArray<ScaledProduct> terms = Sums.Terms(expression);
        Expr[] cores = [.. terms.Select(term => term.Core.ToExpr())];
        for (int i = 0; i < terms.Length; i++)
        {
            for (int j = 0; j < terms.Length; j++)
            {
                if (i != j && Joined(terms[i], cores[i], terms[j], cores[j]) is { } joined)
                {
                    return new(Sums.Write(terms.SetItem(i, joined.Term).RemoveAt(j), expression.Shape), joined.Reason);
                }
            }
        }

        return null;
    }

    // c*A + c*B and c*A - c*B, where a rule fits A + B or A - B.
    private static (ScaledProduct Term, string Reason)? Joined(ScaledProduct left, Expr a, ScaledProduct right, Expr b)
    {
        Rewriting? pair = left.Coefficient == right.Coefficient ? RewriteRules.Apply(a + b)
            : left.Coefficient == -right.Coefficient ? RewriteRules.Apply(a - b)
            : null;
        return pair is null ? null : (ScaledProduct.Atom(pair.Result).Scale(left.Coefficient), pair.Reason);
    }
}
