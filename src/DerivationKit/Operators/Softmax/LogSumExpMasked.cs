namespace DerivationKit.Operators;

/// <summary>logsumexp(x, m) = log sum_k m[k] exp(x[k]), with a mask m of entries 0 and 1. Shapes: equal, vectors (n), to a scalar.
/// Domain: sum_k m[k] exp(x[k]) positive.</summary>
internal sealed class LogSumExpMasked() : LogSumExpOver(Slices.All, masked: true)
{
    public override string Name => "logsumexp_masked";

    public override string Domain => "the sum of B .* exp(A) positive";
}
