namespace DerivationKit.Operators;

/// <summary>logsoftmax_cols(N, M)[i,j] = N[i,j] - log sum_k M[k,j] exp(N[k,j]), with a mask M of entries 0 and 1. Shapes: equal, (m,n),
/// kept. Domain: sum_k M[k,j] exp(N[k,j]) positive for each column.</summary>
internal sealed class LogSoftmaxColsMasked() : LogSoftmaxOver(Slices.Columns, masked: true)
{
    public override string Name => "logsoftmax_cols_masked";

    public override string Domain => "the sum of B .* exp(A) over each column positive";
}
