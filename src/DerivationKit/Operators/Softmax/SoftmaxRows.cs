namespace DerivationKit.Operators;

/// <summary>softmax_rows(N)[i,j] = exp(N[i,j]) / sum_l exp(N[i,l]): every row sums to 1. Shapes: (m,n), kept.</summary>
internal sealed class SoftmaxRows() : SoftmaxOver(Slices.Rows)
{
    public override string Name => "softmax_rows";
}
