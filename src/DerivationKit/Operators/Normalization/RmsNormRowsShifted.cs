namespace DerivationKit.Operators;

/// <summary>rmsnorm_rows(X, eps)[i,j] = X[i,j]/root, with the root of eps plus the mean of the squares of row i. Shapes: (m,n), kept; eps is a
/// scalar. Domain: eps plus the mean square of each row positive.</summary>
internal sealed class RmsNormRowsShifted() : RowNormalization("rmsnorm_rows", centred: false, hasEpsilon: true)
{
    public override string Name => "rmsnorm_rows_eps";

    public override string Source => "Zhang, Sennrich 2019, section 4";

    public override string Domain => "B plus the mean square of each row of A positive";
}
