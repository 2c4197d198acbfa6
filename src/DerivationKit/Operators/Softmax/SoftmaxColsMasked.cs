namespace DerivationKit.Operators;

/// <summary>softmax_cols(N, M)[i,j] = M[i,j] exp(N[i,j]) / sum_k M[k,j] exp(N[k,j]), with a mask M of entries 0 and 1. Shapes: equal,
/// (m,n), kept. Domain: sum_k M[k,j] exp(N[k,j]) not 0 for each column.</summary>
internal sealed class SoftmaxColsMasked() : SoftmaxOver(Slices.Columns, masked: true)
{
    public override string Name => "softmax_cols_masked";

    public override string Domain => "the sum of B .* exp(A) over each column not 0";
}
