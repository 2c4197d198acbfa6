using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DerivationKit.Simplification;

/// <summary>Rewrites an expression from the leaves up until no step applies, or the budget is spent. Bodies of derivatives stay as they
/// are, because declared properties do not hold in them.</summary>
internal sealed class Rewriter
{
    private readonly Dictionary<Expr, Expr> knownWholes = [], knownParts = [];
    private readonly ImmutableArray<Func<Expr, Rewriting?>> steps;
    private readonly Func<Expr, Rewriting?> collecting = Rewriting.Step("equal terms collected", SumSteps.Write);
    private readonly List<TracedStep> trace = [];
    private int budget;
    private int alternatives;

    public Rewriter(int budget)
    {
        this.budget = budget;
        Distribution distribution = new(this);
        steps =
        [
            RewriteRules.Apply,
            Rewriting.Step("the contraction written with products", ContractionReader.Read),
            Rewriting.Step(Tidying.Collected, ProductSteps.Write),
            ProductSteps.Pairs,
            collecting,
            SumSteps.Pairs,
            Rewriting.Step("1 - sigmoid(-u) = sigmoid(u)", new SigmoidSteps(this).Complement),
            Rewriting.Step("scalars drawn out", LinearSteps.Scalars),
            Rewriting.Step("taken term by term", distribution.OverSum),
            Rewriting.Step("multiplied out", distribution.OfProduct),
            Rewriting.Step("multiplied out entry by entry", distribution.OfEntrywiseProduct),
            Rewriting.Step("transposed", distribution.OfTranspose),
            Rewriting.Step("common factors drawn out", new Factoring(this).Factor),
        ];
    }

    /// <summary>What a reader has to read.</summary>
    public Cost Cost { get; } = new();

    /// <summary>The steps taken so far, each at a part of the expression, without those of alternatives that were tried.</summary>
    public IReadOnlyList<TracedStep> Trace => trace;

    /// <summary>The rewritten expression.</summary>
    public Expr Rewrite(Expr expression) => Rewrite(expression, isPart: false);

    /// <summary>The rewritten expression, which is only tried.</summary>
    public Expr Try(Expr alternative)
    {
        alternatives++;
        Expr rewritten = Rewrite(alternative);
        alternatives--;
        return rewritten;
    }

    /// <summary>The rewritten alternative, if it costs less than the expression.</summary>
    public Expr? IfCheaper(Expr expression, Expr alternative)
    {
        Expr rewritten = Try(alternative);
        return Cost.Of(rewritten) < Cost.Of(expression) ? rewritten : null;
    }

    // A sum that is part of a longer one is only collected: common factors are those of the whole.
    private Expr Rewrite(Expr expression, bool isPart)
    {
        Dictionary<Expr, Expr> known = isPart ? knownParts : knownWholes;
        if (!known.TryGetValue(expression, out Expr? result))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();

            // While an alternative is tried, the expression that it would replace stands for itself.
            known[expression] = expression;
            Expr current = expression.WithChildren([.. expression.Children.Select((child, i) => RewriteChild(expression, child, i))]);
            result = current != expression ? Rewrite(current, isPart)
                : Step(expression, isPart) is { } next ? Rewrite(next.Result, isPart && Sums.IsSum(next.Result))
                : expression;
            known[expression] = result;
        }
        else if (result != expression && alternatives == 0)
        {
            trace.Add(new(expression, new(result, Tidying.Again)));
        }

        return result;
    }

    private Expr RewriteChild(Expr parent, Expr child, int position) =>
        parent is Derivative && position == 0 ? child : Rewrite(child, Sums.IsSum(parent) && Sums.IsSum(child));

    private Rewriting? Step(Expr expression, bool isPart)
    {
        foreach (Func<Expr, Rewriting?> step in isPart ? [collecting] : steps)
        {
            if (budget > 0 && step(expression) is { } next)
            {
                budget--;
                if (alternatives == 0)
                {
                    trace.Add(new(expression, next));
                }

                return next;
            }
        }

        return null;
    }
}
