namespace DerivationKit.Operators;

/// <summary>logsoftmax(x)[i] = x[i] - log sum_k exp(x[k]). Shapes: a vector (n), kept.</summary>
internal sealed class LogSoftmax() : LogSoftmaxOver(Slices.All)
{
    public override string Name => "logsoftmax";
}
