namespace DerivationKit.Operators;

/// <summary>logsumexp_rows(N, M)[i] = log sum_l M[i,l] exp(N[i,l]), with a mask M of entries 0 and 1. Shapes: equal, (m,n), to a vector
/// (m). Domain: sum_l M[i,l] exp(N[i,l]) positive for each row.</summary>
internal sealed class LogSumExpRowsMasked() : LogSumExpOver(Slices.Rows, masked: true)
{
    public override string Name => "logsumexp_rows_masked";

    public override string Domain => "the sum of B .* exp(A) over each row positive";
}
