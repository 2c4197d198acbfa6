using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DerivationKit.Simplification;

/// <summary>Rewrites an expression from the leaves up until no step applies, or the budget is spent. Bodies of derivatives stay as they
/// are, because declared properties do not hold in them.</summary>
internal sealed class Rewriter
{
    private readonly Dictionary<(Expr Expression, bool IsPart), Expr> known = [];
    private readonly ImmutableArray<Func<Expr, Expr?>> steps;
    private int budget;

    public Rewriter(int budget)
    {
        this.budget = budget;
        Distribution distribution = new(this);
        steps =
        [
            RewriteRules.Apply, ContractionReader.Read, ProductSteps.Write, ProductSteps.Pairs, SumSteps.Write, SumSteps.Pairs,
            LinearSteps.Scalars, distribution.OverSum, distribution.OfProduct, distribution.OfEntrywiseProduct, distribution.OfTranspose,
            new Factoring(this).Factor,
        ];
    }

    /// <summary>What a reader has to read.</summary>
    public Cost Cost { get; } = new();

    /// <summary>The rewritten expression.</summary>
    public Expr Rewrite(Expr expression) => Rewrite(expression, isPart: false);

    /// <summary>The rewritten alternative, if it costs less than the expression.</summary>
    public Expr? IfCheaper(Expr expression, Expr alternative)
    {
        Expr rewritten = Rewrite(alternative);
        return Cost.Of(rewritten) < Cost.Of(expression) ? rewritten : null;
    }

    // A sum that is part of a longer one is only collected: common factors are those of the whole.
    private Expr Rewrite(Expr expression, bool isPart)
    {
        if (!known.TryGetValue((expression, isPart), out Expr? result))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();

            // While an alternative is tried, the expression that it would replace stands for itself.
            known[(expression, isPart)] = expression;
            Expr current = expression.WithChildren([.. expression.Children.Select((child, i) => RewriteChild(expression, child, i))]);
            result = current != expression ? Rewrite(current, isPart)
                : Step(expression, isPart) is { } next ? Rewrite(next, isPart && Sums.IsSum(next))
                : expression;
            known[(expression, isPart)] = result;
        }

        return result;
    }

    private Expr RewriteChild(Expr parent, Expr child, int position) =>
        parent is Derivative && position == 0 ? child : Rewrite(child, Sums.IsSum(parent) && Sums.IsSum(child));

    private Expr? Step(Expr expression, bool isPart)
    {
        foreach (Func<Expr, Expr?> step in isPart ? [SumSteps.Write] : steps)
        {
            if (budget > 0 && step(expression) is { } next)
            {
                budget--;
                return next;
            }
        }

        return null;
    }
}
