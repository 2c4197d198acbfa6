using System.Collections.Immutable;

namespace DerivationKit.Differentiation;

/// <summary>Reverse accumulation: one cotangent for each node that depends on the variable, from the root down, each the sum of what the
/// node's users pull back. Linear in the number of distinct nodes.</summary>
/// <remarks>Griewank, Walther 2008, section 3.2.</remarks>
internal sealed class ReverseSweep
{
    private readonly ImmutableArray<Expr> order;
    private readonly HashSet<Expr> dependent = [];
    private readonly Dictionary<Expr, List<Expr>> pulled = [];

    private ReverseSweep(Expr root, Variable x)
    {
        order = root.PostOrder();
        foreach (Expr node in order)
        {
            if (node == x || node.Children.Any(dependent.Contains))
            {
                dependent.Add(node);
            }
        }
    }

    /// <summary>Pulls the root's cotangent back to the variable: the adjoint of the root's derivative, applied to the seed. No answer if
    /// the variable does not occur in the root, which holds no derivative.</summary>
    public static Expr? Pull(Expr root, Variable x, Expr seed)
    {
        ReverseSweep sweep = new(root, x);
        return sweep.dependent.Contains(x) ? sweep.Run(root, x, seed) : null;
    }

    private Expr Run(Expr root, Variable x, Expr seed)
    {
        pulled[root] = [seed];
        foreach (Expr node in order.Reverse().Where(dependent.Contains))
        {
            if (node is Apply apply)
            {
                PullThrough(apply, Cotangent(node));
            }
        }

        return Cotangent(x);
    }

    // Users were visited from the last to the first; their sum is written in the order in which the root reads.
    private Expr Cotangent(Expr node) => Enumerable.Reverse(pulled[node]).Aggregate((sum, part) => sum + part);

    private void PullThrough(Apply apply, Expr cotangent)
    {
        for (int i = apply.Arguments.Length - 1; i >= 0; i--)
        {
            Expr argument = apply.Arguments[i];
            if (!dependent.Contains(argument))
            {
                continue;
            }

            Expr part = apply.Operator.Pullback(apply, i, cotangent);
            if (part.Shape != argument.Shape)
            {
                throw new DifferentiationException($"the pullback of {apply.Operator} gives {part.Shape} for an argument of shape {argument.Shape}");
            }

            if (!pulled.TryGetValue(argument, out List<Expr>? parts))
            {
                pulled[argument] = parts = [];
            }

            parts.Add(part);
        }
    }
}
