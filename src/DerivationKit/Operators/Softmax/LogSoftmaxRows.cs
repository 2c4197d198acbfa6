namespace DerivationKit.Operators;

/// <summary>logsoftmax_rows(N)[i,j] = N[i,j] - log sum_l exp(N[i,l]). Shapes: (m,n), kept.</summary>
internal sealed class LogSoftmaxRows() : LogSoftmaxOver(Slices.Rows)
{
    public override string Name => "logsoftmax_rows";
}
