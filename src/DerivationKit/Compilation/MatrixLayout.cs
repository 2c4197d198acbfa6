namespace DerivationKit.Compilation;

/// <summary>In which order the entries of a matrix lie in memory. For vectors, rows and scalars both orders are one.</summary>
public enum MatrixLayout
{
    /// <summary>Row after row, as in C# and NumPy arrays.</summary>
    RowMajor,

    /// <summary>Column after column, as in Math.NET Numerics, BLAS and Fortran: the samples of a feature side by side.</summary>
    ColumnMajor,
}
