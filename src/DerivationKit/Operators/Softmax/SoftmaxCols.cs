namespace DerivationKit.Operators;

/// <summary>softmax_cols(N)[i,j] = exp(N[i,j]) / sum_k exp(N[k,j]): every column sums to 1. Shapes: (m,n), kept.</summary>
internal sealed class SoftmaxCols() : SoftmaxOver(Slices.Columns)
{
    public override string Name => "softmax_cols";
}
