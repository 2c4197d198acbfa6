using DerivationKit.Differentiation;
using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using DerivationKit.Proving;
using DerivationKit.ReadBack;

namespace DerivationKit.Simplification;

/// <summary>Brings expressions into the form in which people write them.</summary>
public static class Simplify
{
    private const int Steps = 2_000;

    // What costs less is read at a glance.
    private const int Short = 8;

    /// <summary>The same function in a form that is no longer to read: units and zeros dropped, equal terms collected, common factors drawn
    /// out, sums of ones written as row sums. A form that loses digits by rounding which the input keeps is not taken, as one in
    /// which small differences are multiplied out. Shapes: any, kept. A form is accepted only if it is equal to the input for all
    /// dimensions, wherever both are defined and under the declarations of the variables; otherwise the input comes back.</summary>
    public static Expr Tidy(Expr expression)
    {
        try
        {
            Expr candidate = Propose(expression);
            LostDigits digits = new(expression);
            Func<Expr?>[] forms = [() => ProposeAnew(candidate), () => Residuals(candidate) is { Count: > 0 } residuals ? ProposeAnew(candidate, residuals.Contains) : null];
            return forms.Select(form => form()).OfType<Expr>().Where(form => !digits.AreIn(form)).Append(candidate)
                .FirstOrDefault(form => form == expression || AreEqual(form, expression))
                ?? expression;
        }
        catch (Exception e) when (e is KernelException or BudgetException or InsufficientExecutionStackException or ExpressionTooDeepException)
        {
            return expression;
        }
    }

    /// <summary>The expression with every derivative written out, tidied; where only the tidy form of an inner derivative can be derived again,
    /// as of exp(t*A) in t, that one is taken. Shapes: any, kept.</summary>
    /// <remarks>Declared properties of a variable are used once it is not derived in any more. So the form of a gradient in a symmetric X holds at
    /// symmetric X alone: its derivative is not the second one along other directions, which <see cref="Expr.Hessian"/> and its like are.</remarks>
    /// <exception cref="DifferentiationException">A derivative has no closed form; the message says what else to ask for.</exception>
    public static Expr Closed(Expr expression)
    {
        try
        {
            return Tidy(ClosedForm.Of(expression));
        }
        catch (DifferentiationException)
        {
            return Tidy(ClosedForm.Rewritten(expression.Unrestricted(), Tidy));
        }
    }

    /// <summary>Whether two expressions have one index normal form, or a proof clears the denominators that keep the forms apart.</summary>
    internal static bool AreEqual(Expr left, Expr right) =>
        left.Shape == right.Shape
        && (HaveOneForm(left, right) || Prover.Prove(Claim.Equal(left, right)) is Attempt.Succeeded);

    private static bool HaveOneForm(Expr left, Expr right) =>
        left.Shape == right.Shape && (left == right || HaveEqualOutlines(left, right) || Prover.Key(left) == Prover.Key(right));

    // Equal for any values of softmax, tanh and the like is equal for theirs, and is seen sooner.
    private static bool HaveEqualOutlines(Expr left, Expr right)
    {
        if (left.PostOrder().Concat(right.PostOrder()).Any(e => e is Derivative))
        {
            return false;
        }

        (Expr Left, Expr Right) outlines = OpaqueParts.OfBoth(left, right, HaveOneForm);
        return (outlines.Left != left || outlines.Right != right) && Prover.Key(outlines.Left) == Prover.Key(outlines.Right);
    }

    /// <summary>The rewritten form, unchecked.</summary>
    internal static Expr Propose(Expr expression)
    {
        Rewriter rewriter = new(Steps);
        Expr candidate = rewriter.Rewrite(expression);
        return rewriter.Cost.Of(candidate) <= rewriter.Cost.Of(expression) ? candidate : expression;
    }

    /// <summary>The form that the index normal form leads to, unchecked; nothing if it is not shorter. Some parts may be kept as they are.</summary>
    internal static Expr? ProposeAnew(Expr expression, Func<Expr, bool>? isKept = null)
    {
        Cost cost = new();
        return cost.Of(expression) > Short && !expression.PostOrder().Any(e => e is Derivative)
            && MatrixForm.Of(expression, isKept) is { } form && Propose(form) is { } tidy && cost.Of(tidy) < cost.Of(expression)
                ? tidy
                : null;
    }

    // Differences without differences in them, such as X*w - y: multiplied out, they would lose digits where they are small.
    private static HashSet<Expr> Residuals(Expr expression)
    {
        HashSet<Expr> holding = [], residuals = [];
        foreach (Expr node in expression.PostOrder())
        {
            bool holds = node.Children.Any(holding.Contains), isDifference = node is Apply { Operator: Subtraction };
            if (holds || isDifference)
            {
                holding.Add(node);
            }

            if (isDifference && !holds)
            {
                residuals.Add(node);
            }
        }

        return residuals;
    }
}
