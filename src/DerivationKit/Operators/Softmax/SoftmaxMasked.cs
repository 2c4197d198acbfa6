namespace DerivationKit.Operators;

/// <summary>softmax(x, m)[i] = m[i] exp(x[i]) / sum_k m[k] exp(x[k]), with a mask m of entries 0 and 1. Shapes: equal, vectors (n), kept.
/// Domain: sum_k m[k] exp(x[k]) not 0.</summary>
internal sealed class SoftmaxMasked() : SoftmaxOver(Slices.All, masked: true)
{
    public override string Name => "softmax_masked";

    public override string Domain => "the sum of B .* exp(A) not 0";
}
