namespace DerivationKit.Operators;

/// <summary>rmsnorm_rows(X)[i,j] = X[i,j]/root, with the root of the mean of the squares of row i. Shapes: (m,n), kept.
/// Domain: no row of X zero.</summary>
internal sealed class RmsNormRows() : RowNormalization("rmsnorm_rows", centred: false, hasEpsilon: false)
{
    public override string Name => "rmsnorm_rows";

    public override string Source => "Zhang, Sennrich 2019, section 4";

    public override string Domain => "no row of A zero";
}
