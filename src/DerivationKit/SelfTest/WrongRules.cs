using DerivationKit.Operators;
using DerivationKit.Refuting;

namespace DerivationKit.SelfTest;

/// <summary>Wrong applications of the rules of differentiation: part of what depends on the variable is held fixed at the point. In a product
/// that forgets a term of the product rule, in f(g(x)) the inner derivative, in a softmax the diagonal or what lies beside it.</summary>
internal static class WrongRules
{
    /// <summary>The derivative with one part of its body held fixed.</summary>
    public static IEnumerable<NodeMutation> At(Derivative d)
    {
        HashSet<Expr> dependents = new MeaningCache().DependentsOf(d);
        return from place in Places.Of(d.Body)
               where dependents.Contains(place.Node)
               from mutation in Held(d, place)
               select mutation;
    }

    private static IEnumerable<NodeMutation> Held(Derivative d, Place place)
    {
        if (!place.Path.IsEmpty)
        {
            yield return new(MutationKind.Rule, () => Rebuilt(d, place, (_, fixedPart) => fixedPart));
        }

        if (place.Node is Apply { Arguments: [var z] } softmax && OperatorTable.TryFind("log" + softmax.Operator.Name, out OperatorFamily? family) && family.Arity == 1)
        {
            Operator logarithm = family.Create([]);
            yield return new(MutationKind.Rule, () => Rebuilt(d, place with { Node = z }, (moving, held) => Expr.Exp(moving + (Expr.Apply(logarithm, held) - held))));
            yield return new(MutationKind.Rule, () => Rebuilt(d, place with { Node = z }, (moving, held) => Expr.Exp(held + (Expr.Apply(logarithm, moving) - moving))));
        }
    }

    // D body(X) at X := point becomes D body'(Y) at Y := point, where body' also mentions the point itself. Its names can be read back.
    private static Expr Rebuilt(Derivative d, Place place, Func<Expr, Expr, Expr> combine)
    {
        Variable x = d.BoundVariable;
        Variable y = Expr.Variable(x.Name + "_moving", x.Shape, x.Properties);
        Variable held = Expr.Variable("held", place.Node.Shape);
        Expr body = Places.Replace(d.Body, place.Path, combine(place.Node, held)).Substitute(x, y);
        return Expr.Derivative(d.DerivativeKind, body.Substitute(held, place.Node.Substitute(x, d.Point)), y, d.Arguments);
    }
}
