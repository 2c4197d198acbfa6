namespace DerivationKit.Operators;

/// <summary>layernorm_rows(X)[i,j] = (X[i,j] - mean)/root, with the mean of row i and the root of the mean of the squared differences. Shapes: (m,n),
/// kept. Domain: no row of X constant.</summary>
internal sealed class LayerNormRows() : RowNormalization("layernorm_rows", centred: true, hasEpsilon: false)
{
    public override string Name => "layernorm_rows";

    public override string Source => "Ba, Kiros, Hinton 2016, section 3; Xu and others 2019, section 3";

    public override string Domain => "no row of A constant";
}
