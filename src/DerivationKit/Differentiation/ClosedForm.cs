using System.Collections.Immutable;

namespace DerivationKit.Differentiation;

/// <summary>Replaces derivatives by expressions without derivatives, the innermost first.</summary>
public static class ClosedForm
{
    /// <summary>The same expression with every gradient, Jacobian and directional derivative written out. Shapes: any, kept. Source of
    /// the directional derivative: the transposed pullback, Griewank, Walther 2008, section 3.2.</summary>
    /// <exception cref="DifferentiationException">A derivative has no closed form; the message says what else to ask for.</exception>
    public static Expr Of(Expr expression) => Rewritten(expression, form => form);

    /// <summary>The same, where each derivative's form is written in another way before what contains it is derived.</summary>
    internal static Expr Rewritten(Expr expression, Func<Expr, Expr> rewritten)
    {
        Dictionary<Expr, Expr> closed = [];
        foreach (Expr node in expression.PostOrder())
        {
            ImmutableArray<Expr> children = [.. node.Children.Select(c => closed[c])];
            closed[node] = node is Derivative d ? rewritten(Close(d, children[0], children[1..])) : node.WithChildren(children);
        }

        return closed[expression];
    }

    private static Expr Close(Derivative d, Expr body, ImmutableArray<Expr> arguments)
    {
        Variable x = d.BoundVariable;
        if (!body.FreeVariables().Contains(x))
        {
            return Expr.Zeros(d.Shape);
        }

        return d.DerivativeKind switch
        {
            DerivativeKind.Gradient => ReverseSweep.Pull(body, x, Expr.One)!.Substitute(x, arguments[0]),
            DerivativeKind.Jacobian or DerivativeKind.VecJacobian => Jacobian.Of(body, x).Substitute(x, arguments[0]),
            _ => Along(body, x, arguments[0], arguments[1]),
        };
    }

    // The pullback V -> D F(X)'[V] is linear in V, so the gradient of <D F(X)'[V], H> in V is D F(X)[H].
    private static Expr Along(Expr body, Variable x, Expr point, Expr direction)
    {
        Variable v = FreshVariable.Create("V", body.Shape, body, point, direction);
        Variable h = FreshVariable.Create("H", x.Shape, body, point, direction, v);
        Expr pairing = Expr.Sum(Expr.Hadamard(ReverseSweep.Pull(body, x, v)!, h));
        Expr along = ReverseSweep.Pull(pairing, v, Expr.One) ?? Expr.Zeros(body.Shape);
        return along.FreeVariables().Contains(v)
            ? throw new DifferentiationException("a pullback is not linear in its cotangent, so it gives no directional derivative")
            : along.Substitute(x, point).Substitute(h, direction);
    }
}
