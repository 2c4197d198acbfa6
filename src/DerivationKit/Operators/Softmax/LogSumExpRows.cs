namespace DerivationKit.Operators;

/// <summary>logsumexp_rows(N)[i] = log sum_l exp(N[i,l]). Shapes: (m,n) to a vector (m).</summary>
internal sealed class LogSumExpRows() : LogSumExpOver(Slices.Rows)
{
    public override string Name => "logsumexp_rows";
}
