namespace DerivationKit.Operators;

/// <summary>logsoftmax_rows(N, M)[i,j] = N[i,j] - log sum_l M[i,l] exp(N[i,l]), with a mask M of entries 0 and 1. Shapes: equal, (m,n),
/// kept. Domain: sum_l M[i,l] exp(N[i,l]) positive for each row.</summary>
internal sealed class LogSoftmaxRowsMasked() : LogSoftmaxOver(Slices.Rows, masked: true)
{
    public override string Name => "logsoftmax_rows_masked";

    public override string Domain => "the sum of B .* exp(A) over each row positive";
}
