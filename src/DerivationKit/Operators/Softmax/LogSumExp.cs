namespace DerivationKit.Operators;

/// <summary>logsumexp(x) = log sum_k exp(x[k]). Shapes: a vector (n) to a scalar.</summary>
internal sealed class LogSumExp() : LogSumExpOver(Slices.All)
{
    public override string Name => "logsumexp";
}
