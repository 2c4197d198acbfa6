using System.Collections.Immutable;

namespace DerivationKit.Attention;

/// <summary>A vector field read as attention: heads, and what is not attention (labels, decay).</summary>
/// <param name="Heads">The heads, in the order in which the field holds them.</param>
/// <param name="Rest">The other terms; zeros if there are none.</param>
public sealed record AttentionField(ImmutableArray<AttentionHead> Heads, Expr Rest)
{
    /// <summary>Reads a field as attention: multiplied out, each term that a softmax of logits leads is a head. It only proposes: whether the
    /// reading is right is for <see cref="ToExpr"/> and a claim to decide.</summary>
    public static AttentionField Read(Expr field)
    {
        ImmutableArray<ProductTerm> terms = ProductTerm.Of(field);
        ImmutableArray<AttentionHead> heads = [.. terms.SelectMany(t => Head(t).AsEnumerable())];
        ImmutableArray<Expr> rest = [.. terms.Where(t => Head(t).IsEmpty).Select(t => t.ToExpr())];
        return new(heads, rest.IsEmpty ? Expr.Zeros(field.Shape) : Enumerable.Aggregate(rest, Add));
    }

    /// <summary>The field that the reading stands for: the rest plus every head's output.</summary>
    public Expr ToExpr() => Enumerable.Aggregate(Heads, Rest, (sum, head) => sum + head.Output);

    private static Expr Add(Expr sum, Expr term) =>
        term is Apply { Operator.Name: "neg", Arguments: [var positive] } ? sum - positive : sum + term;

    // Row weights, as diag(w) in front of the softmax, belong to the weights.
    private static ImmutableArray<AttentionHead> Head(ProductTerm term)
    {
        int lead = term.Chain.TakeWhile(f => f is Apply { Operator.Name: "diag" }).Count();
        if (term.Chain.Length < lead + 2 || Softmax(term.Chain[lead]) is not [var softmax])
        {
            return [];
        }

        bool transposed = softmax != term.Chain[lead] || softmax.Operator.Name == "softmax_cols";
        Expr weights = Enumerable.Aggregate(term.Chain[..(lead + 1)], (a, b) => a * b);
        return [new(weights, LogitsOf(softmax.Arguments[0]), (term with { Chain = term.Chain[(lead + 1)..] }).ToExpr(), transposed)];
    }

    private static ImmutableArray<Apply> Softmax(Expr weights) => weights switch
    {
        Apply { Operator.Name: "softmax_rows" or "softmax_cols" } softmax => [softmax],
        Apply { Operator.Name: "transpose", Arguments: [Apply { Operator.Name: "softmax_rows" or "softmax_cols" } softmax] } => [softmax],
        _ => [],
    };

    private static Logits LogitsOf(Expr logits)
    {
        if (ProductTerm.Of(logits) is not [{ Chain.Length: >= 2 } only])
        {
            return new Logits.Other(logits);
        }

        Expr last = only.Chain[^1];
        Expr keys = last is Apply { Operator.Name: "transpose", Arguments: [var inner] } ? inner : last.T;
        return new Logits.Bilinear(only.Scale, Enumerable.Aggregate(only.Chain[..^1], (a, b) => a * b), keys);
    }
}
