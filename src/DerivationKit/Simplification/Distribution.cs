using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Steps that multiply out where that leaves less to read.</summary>
internal sealed class Distribution(Rewriter rewriter)
{
    /// <summary>L(A + B) = L(A) + L(B) for a linear operator.</summary>
    public Expr? OverSum(Expr expression) =>
        LinearSteps.IsLinear(expression) && Sums.IsSum(expression.Children[0])
            ? rewriter.IfCheaper(expression, LinearSteps.Distribute(expression))
            : null;

    /// <summary>A*(B + C) = A*B + A*C, where some rule joins A and a term.</summary>
    public Expr? OfProduct(Expr expression)
    {
        if (expression is not Apply { Operator: Product or Division or Negation })
        {
            return null;
        }

        var product = ScaledProduct.Of(expression);
        for (int i = 0; i < product.Arrays.Length; i++)
        {
            if (Sums.IsSum(product.Arrays[i]) && Joins(product.Arrays, i)
                && rewriter.IfCheaper(expression, Multiplied(product, i)) is { } cheaper)
            {
                return cheaper;
            }
        }

        return null;
    }

    /// <summary>A .* (B + C) = A .* B + A .* C, where some rule joins A and a term.</summary>
    public Expr? OfEntrywiseProduct(Expr expression)
    {
        if (!EntrywiseProduct.IsEntrywise(expression))
        {
            return null;
        }

        PowerProduct entries = EntrywiseProduct.Read(expression);
        foreach (Power power in entries.Powers.Where(p => p.Exponent.IsOne && Sums.IsSum(p.Base)))
        {
            Expr others = EntrywiseProduct.Write(entries.Without(power.Base), expression.Shape);
            if (Sums.Terms(power.Base).Any(term => Joins(term, others))
                && rewriter.IfCheaper(expression, SumOf(power.Base, term => Expr.Hadamard(others, term))) is { } cheaper)
            {
                return cheaper;
            }
        }

        return null;
    }

    /// <summary>(A .* B)' = A' .* B' and f(A)' = f(A') for elementwise f; inv(A)' = inv(A'); x'*A*y = y'*A'*x.</summary>
    public Expr? OfTranspose(Expr expression) => expression switch
    {
        Apply { Operator: Transposition, Arguments: [Apply { Operator: HadamardProduct or HadamardDivision or Elementwise } inner] } =>
            rewriter.IfCheaper(expression, inner.WithChildren([.. inner.Arguments.Select(a => a.Shape.IsScalar ? a : a.T)])),
        Apply { Operator: Transposition, Arguments: [Apply { Operator: Inverse, Arguments: [var inner] }] } =>
            rewriter.IfCheaper(expression, Expr.Inv(rewriter.Try(inner.T))),
        Apply { Operator: Product, Shape.IsScalar: true, Arguments: [{ Shape.IsScalar: false } a, var b] } =>
            rewriter.IfCheaper(expression, b.T * a.T),
        _ => null,
    };

    private static bool Joins(ImmutableArray<Expr> chain, int sum) => Sums.Terms(chain[sum]).Any(term =>
        !term.Arrays.IsEmpty
        && ((sum > 0 && RewriteRules.Apply(chain[sum - 1] * term.Arrays[0]) is not null)
            || (sum + 1 < chain.Length && RewriteRules.Apply(term.Arrays[^1] * chain[sum + 1]) is not null)));

    private static bool Joins(ScaledProduct term, Expr others) =>
        RewriteRules.Apply(Expr.Hadamard(term.Chain, others)) is not null
        || (from p in EntrywiseProduct.Read(term.Chain).Powers
            from q in EntrywiseProduct.Read(others).Powers
            select p.Base == q.Base && p.Exponent.Sign != q.Exponent.Sign).Any(cancels => cancels);

    private static Expr Multiplied(ScaledProduct product, int sum) =>
        SumOf(product.Arrays[sum], term => (product with { Arrays = product.Arrays.SetItem(sum, term) }).ToExpr());

    private static Expr SumOf(Expr sum, Func<Expr, Expr> change)
    {
        ImmutableArray<ScaledProduct> terms = [.. Sums.Terms(sum).Select(t => ScaledProduct.Of(change(t.Core.ToExpr())).Scale(t.Coefficient))];
        return Sums.Write(terms, change(sum).Shape);
    }
}
