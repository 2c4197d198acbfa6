namespace DerivationKit.Operators;

/// <summary>rowsum(A)[i] = sum_l A[i,l]. Shapes: (m,n) to a vector (m).</summary>
internal sealed class RowSum() : Reduction(Slices.Rows)
{
    public override string Name => "rowsum";
}
