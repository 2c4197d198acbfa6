namespace DerivationKit.Operators;

/// <summary>logsumexp_cols(N, M)[j] = log sum_k M[k,j] exp(N[k,j]), with a mask M of entries 0 and 1. Shapes: equal, (m,n), to a vector
/// (n), which is a column. Domain: sum_k M[k,j] exp(N[k,j]) positive for each column.</summary>
internal sealed class LogSumExpColsMasked() : LogSumExpOver(Slices.Columns, masked: true)
{
    public override string Name => "logsumexp_cols_masked";

    public override string Domain => "the sum of B .* exp(A) over each column positive";
}
