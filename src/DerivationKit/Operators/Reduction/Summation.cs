namespace DerivationKit.Operators;

/// <summary>sum(A) = sum_k sum_l A[k,l], over all entries. Shapes: any to a scalar.</summary>
internal sealed class Summation() : Reduction(Slices.All)
{
    public override string Name => "sum";
}
