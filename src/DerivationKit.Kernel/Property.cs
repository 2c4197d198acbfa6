namespace DerivationKit.Kernel;

/// <summary>What a declaration may state about a variable.</summary>
public enum Property
{
    /// <summary>Every entry is greater than 0.</summary>
    Positive,

    /// <summary>A[i,j] = A[j,i].</summary>
    Symmetric,

    /// <summary>Every row has one entry 1 and otherwise 0.</summary>
    OneHotRows,

    /// <summary>Entries are not negative and every row sums to 1.</summary>
    RowStochastic,

    /// <summary>Square with Q'Q = QQ' = I.</summary>
    Orthogonal,

    /// <summary>Every entry is 0 or 1.</summary>
    Mask,
}
