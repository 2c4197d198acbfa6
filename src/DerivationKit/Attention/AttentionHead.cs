namespace DerivationKit.Attention;

/// <summary>What an attention head feeds to its softmax.</summary>
public abstract record Logits
{
    private protected Logits()
    {
    }

    /// <summary>Scale·Queries·Keys'.</summary>
    /// <param name="Scale">A scalar, such as 1/d^(1/2).</param>
    /// <param name="Queries">One row a token.</param>
    /// <param name="Keys">One row a memory.</param>
    public sealed record Bilinear(Expr Scale, Expr Queries, Expr Keys) : Logits;

    /// <summary>Anything else, such as a product with a bias or a mask added.</summary>
    /// <param name="Value">The logits.</param>
    public sealed record Other(Expr Value) : Logits;
}

/// <summary>One head: weights·values, where the weights are a softmax of logits by rows or by columns, or the transpose of one.</summary>
/// <param name="Weights">The attention matrix as it stands in the formula, row weights included.</param>
/// <param name="Logits">What the softmax is taken of.</param>
/// <param name="Values">What is averaged; sign and step are part of it.</param>
/// <param name="IsTransposed">Whether the weights are the transpose of a softmax by rows (or a softmax by columns): the gradient through the
/// keys rather than through the queries.</param>
public sealed record AttentionHead(Expr Weights, Logits Logits, Expr Values, bool IsTransposed)
{
    /// <summary>Weights·Values.</summary>
    public Expr Output => Weights * Values;
}
