using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Steps for sums with sigmoids of negative arguments: 1 - sigmoid(-u) = sigmoid(u), inside of products as well.</summary>
internal sealed class SigmoidSteps(Rewriter rewriter)
{
    /// <summary>L(1) - L(sigmoid(-u)) = L(sigmoid(u)) for linear L, and s - s^2 for s = sigmoid(-u) as the same for sigmoid(u).</summary>
    public Expr? Complement(Expr expression)
    {
        if (!Sums.IsSum(expression))
        {
            return null;
        }

        ImmutableArray<ScaledProduct> terms = Sums.Terms(expression);
        for (int i = 0; i < terms.Length; i++)
        {
            Expr core = terms[i].Core.ToExpr();
            foreach (Apply sigmoid in core.PostOrder().OfType<Apply>().Where(a => a.Operator is LogisticSigmoid && Opposite(a.Arguments[0]) is not null))
            {
                if (Joined(terms, i, core, sigmoid) is { } joined)
                {
                    return Sums.Write(joined, expression.Shape);
                }
            }
        }

        return null;
    }

    private ImmutableArray<ScaledProduct>? Joined(ImmutableArray<ScaledProduct> terms, int place, Expr core, Apply sigmoid)
    {
        Expr other = Expr.Sigmoid(Opposite(sigmoid.Arguments[0])!);
        if (core == sigmoid && Find(terms, Square(sigmoid), -terms[place].Coefficient) is >= 0 and var square)
        {
            return terms.SetItem(place, ScaledProduct.Atom(other).Scale(terms[place].Coefficient))
                .SetItem(square, ScaledProduct.Of(Square(other)).Scale(terms[square].Coefficient));
        }

        return With(core, sigmoid, Expr.Ones(sigmoid.Shape)) is { } ones && With(core, sigmoid, other) is { } complement
            && Find(terms, rewriter.Try(ones), -terms[place].Coefficient) is >= 0 and var whole
                ? terms.SetItem(place, ScaledProduct.Of(rewriter.Try(complement)).Scale(-terms[place].Coefficient)).RemoveAt(whole)
                : null;
    }

    private static Expr Square(Expr part) => part.Shape.IsScalar ? Expr.Pow(part, 2) : Expr.HadamardPower(part, 2);

    private static int Find(ImmutableArray<ScaledProduct> terms, Expr expression, Kernel.Rational coefficient)
    {
        var wanted = ScaledProduct.Of(expression);
        for (int i = 0; i < terms.Length; i++)
        {
            if (terms[i].Coefficient == coefficient * wanted.Coefficient && terms[i].IsLike(wanted))
            {
                return i;
            }
        }

        return -1;
    }

    // u for -u; nothing if there is no minus.
    private static Expr? Opposite(Expr argument)
    {
        if (Sums.IsSum(argument))
        {
            return Sums.Terms(argument).All(t => t.Coefficient.Sign < 0) ? Sums.Negate(argument) : null;
        }

        var product = ScaledProduct.Of(argument);
        return product.Coefficient.Sign < 0 ? product.Scale(-1).ToExpr() : null;
    }

    // The expression with a part of which it is a linear function replaced; nothing if it is none, or the part stands in several places.
    private static Expr? With(Expr expression, Expr part, Expr replacement)
    {
        if (expression == part)
        {
            return replacement;
        }

        int[] places = [.. Enumerable.Range(0, expression.Children.Length).Where(i => expression.Children[i].PostOrder().Contains(part))];
        bool isLinear = expression is Apply
        {
            Operator: Negation or Product or HadamardProduct or Transposition or Reduction or Trace or Diagonal or Vectorization,
        } || (expression is Apply { Operator: Division or HadamardDivision } && places is [0]);
        return isLinear && places is [int place] && With(expression.Children[place], part, replacement) is { } child
            ? expression.WithChildren([.. expression.Children.Select((c, i) => i == place ? child : c)])
            : null;
    }
}
