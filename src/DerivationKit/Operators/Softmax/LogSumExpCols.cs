namespace DerivationKit.Operators;

/// <summary>logsumexp_cols(N)[j] = log sum_k exp(N[k,j]). Shapes: (m,n) to a vector (n), which is a column.</summary>
internal sealed class LogSumExpCols() : LogSumExpOver(Slices.Columns)
{
    public override string Name => "logsumexp_cols";
}
