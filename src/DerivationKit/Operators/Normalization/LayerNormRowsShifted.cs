namespace DerivationKit.Operators;

/// <summary>layernorm_rows(X, eps)[i,j] = (X[i,j] - mean)/root, with the mean of row i and the root of eps plus the mean of the squared differences
/// from it. Shapes: (m,n), kept; eps is a scalar. Domain: eps plus the variance of each row positive.</summary>
internal sealed class LayerNormRowsShifted() : RowNormalization("layernorm_rows", centred: true, hasEpsilon: true)
{
    public override string Name => "layernorm_rows_eps";

    public override string Source => "Ba, Kiros, Hinton 2016, section 3; Xu and others 2019, section 3";

    public override string Domain => "B plus the variance of each row of A positive";
}
