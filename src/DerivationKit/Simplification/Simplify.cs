using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Proving;

namespace DerivationKit.Simplification;

/// <summary>Brings expressions into the form in which people write them.</summary>
public static class Simplify
{
    private const int Steps = 2_000;

    /// <summary>The same function in a form that is no longer to read: units and zeros dropped, equal terms collected, common factors drawn
    /// out, sums of ones written as row sums. Shapes: any, kept. A form is accepted only if it is equal to the input for all dimensions,
    /// wherever both are defined and under the declarations of the variables; otherwise the input comes back.</summary>
    public static Expr Tidy(Expr expression)
    {
        try
        {
            Expr candidate = Propose(expression);
            return candidate == expression || AreEqual(candidate, expression) ? candidate : expression;
        }
        catch (Exception e) when (e is KernelException or BudgetException or InsufficientExecutionStackException or ExpressionTooDeepException)
        {
            return expression;
        }
    }

    /// <summary>Whether two expressions have one index normal form, or a proof clears the denominators that keep the forms apart.</summary>
    internal static bool AreEqual(Expr left, Expr right) =>
        Prover.Key(left) == Prover.Key(right) || Prover.Prove(Claim.Equal(left, right)) is Attempt.Succeeded;

    /// <summary>The rewritten form, unchecked.</summary>
    internal static Expr Propose(Expr expression)
    {
        Rewriter rewriter = new(Steps);
        Expr candidate = rewriter.Rewrite(expression);
        return rewriter.Cost.Of(candidate) <= rewriter.Cost.Of(expression) ? candidate : expression;
    }
}
