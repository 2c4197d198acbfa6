namespace DerivationKit.Operators;

/// <summary>logsoftmax_cols(N)[i,j] = N[i,j] - log sum_k exp(N[k,j]). Shapes: (m,n), kept.</summary>
internal sealed class LogSoftmaxCols() : LogSoftmaxOver(Slices.Columns)
{
    public override string Name => "logsoftmax_cols";
}
