namespace DerivationKit.Simplification;

/// <summary>What a step made of an expression.</summary>
/// <param name="Result">The expression after the step.</param>
/// <param name="Reason">What the step did, in a few words.</param>
internal sealed record Rewriting(Expr Result, string Reason)
{
    /// <summary>A step that always does the same.</summary>
    public static Func<Expr, Rewriting?> Step(string reason, Func<Expr, Expr?> apply) =>
        expression => apply(expression) is { } result ? new(result, reason) : null;
}

/// <summary>A step at a part of an expression.</summary>
/// <param name="From">The part before the step.</param>
/// <param name="To">What the step made of it.</param>
internal sealed record TracedStep(Expr From, Rewriting To);
