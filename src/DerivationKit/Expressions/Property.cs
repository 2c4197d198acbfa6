namespace DerivationKit;

/// <summary>What may be taken for granted about an array.</summary>
public enum Property
{
    /// <summary>Every entry is greater than 0.</summary>
    Positive,

    /// <summary>No entry is less than 0.</summary>
    NonNegative,

    /// <summary>No entry is 0.</summary>
    NonZero,

    /// <summary>Every entry is 0; of an expression, an equation.</summary>
    Zero,

    /// <summary>Every entry lies strictly between 0 and 1.</summary>
    Between01,

    /// <summary>Every entry is 0 or 1.</summary>
    Mask,

    /// <summary>Every entry is 1 or -1.</summary>
    Signs,

    /// <summary>A[i,j] = A[j,i].</summary>
    Symmetric,

    /// <summary>A[i,j] = -A[j,i].</summary>
    Skew,

    /// <summary>A[i,j] = 0 for i ≠ j.</summary>
    Diagonal,

    /// <summary>Symmetric, and x'Ax &gt;= 0 for all x.</summary>
    PositiveSemidefinite,

    /// <summary>Symmetric, and x'Ax &gt; 0 for all x ≠ 0.</summary>
    PositiveDefinite,

    /// <summary>Square with a determinant that is not 0.</summary>
    Invertible,

    /// <summary>Square with Q'Q = QQ' = I.</summary>
    Orthogonal,

    /// <summary>Q'Q = I; there are at least as many rows as columns.</summary>
    OrthonormalColumns,

    /// <summary>Square with one 1 in each row and each column, otherwise 0.</summary>
    Permutation,

    /// <summary>Every row has one entry 1 and otherwise 0.</summary>
    OneHotRows,

    /// <summary>Entries are not negative and every row sums to 1.</summary>
    RowStochastic,

    /// <summary>A vector with one entry 1 and otherwise 0.</summary>
    OneHot,

    /// <summary>A vector whose entries are not negative and sum to 1.</summary>
    Simplex,

    /// <summary>A vector with x'x = 1.</summary>
    Unit,
}
