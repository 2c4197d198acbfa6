namespace DerivationKit.Operators;

/// <summary>logsoftmax(x, m)[i] = x[i] - log sum_k m[k] exp(x[k]), with a mask m of entries 0 and 1. Shapes: equal, vectors (n), kept.
/// Domain: sum_k m[k] exp(x[k]) positive.</summary>
internal sealed class LogSoftmaxMasked() : LogSoftmaxOver(Slices.All, masked: true)
{
    public override string Name => "logsoftmax_masked";

    public override string Domain => "the sum of B .* exp(A) positive";
}
