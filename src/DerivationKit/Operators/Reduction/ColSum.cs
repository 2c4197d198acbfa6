namespace DerivationKit.Operators;

/// <summary>colsum(A)[j] = sum_k A[k,j]. Shapes: (m,n) to a vector (n), which is a column.</summary>
internal sealed class ColSum() : Reduction(Slices.Columns)
{
    public override string Name => "colsum";
}
