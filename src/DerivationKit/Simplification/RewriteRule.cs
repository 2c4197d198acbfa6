namespace DerivationKit.Simplification;

/// <summary>An oriented equation between expressions. Its variables stand for any expression of their shape, its dimensions for any
/// dimension, the literal 1 included; a property of a variable is a condition on what it stands for.</summary>
/// <param name="Name">What the rule says, in a few words.</param>
/// <param name="Left">What is replaced.</param>
/// <param name="Right">What takes its place.</param>
internal sealed record RewriteRule(string Name, Expr Left, Expr Right)
{
    /// <summary>The right side, if the expression is an instance of the left one.</summary>
    public Expr? Apply(Expr expression)
    {
        Matching matching = new();
        return matching.TryMatch(Left, expression) ? matching.Instantiate(Right) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
