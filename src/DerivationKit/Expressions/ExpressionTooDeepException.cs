namespace DerivationKit;

/// <summary>An expression is nested deeper than <see cref="Expr.MaximumDepth"/>.</summary>
public sealed class ExpressionTooDeepException()
    : Exception($"the expression is nested more than {Expr.MaximumDepth} levels deep; split it with let, or write long sums as sum(...)");
