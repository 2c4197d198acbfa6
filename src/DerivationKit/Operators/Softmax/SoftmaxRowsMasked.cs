namespace DerivationKit.Operators;

/// <summary>softmax_rows(N, M)[i,j] = M[i,j] exp(N[i,j]) / sum_l M[i,l] exp(N[i,l]), with a mask M of entries 0 and 1. Shapes: equal,
/// (m,n), kept. Domain: sum_l M[i,l] exp(N[i,l]) not 0 for each row.</summary>
internal sealed class SoftmaxRowsMasked() : SoftmaxOver(Slices.Rows, masked: true)
{
    public override string Name => "softmax_rows_masked";

    public override string Domain => "the sum of B .* exp(A) over each row not 0";
}
