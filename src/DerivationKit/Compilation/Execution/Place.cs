namespace DerivationKit.Compilation;

/// <summary>Who owns the memory of a value.</summary>
internal enum Storage
{
    /// <summary>The caller's input at some position.</summary>
    Input,

    /// <summary>A register of the bound function.</summary>
    Register,

    /// <summary>The caller's output at some position.</summary>
    Output,
}

/// <summary>Where a value lies, and its size in one instance.</summary>
/// <param name="Storage">Who owns the memory.</param>
/// <param name="Position">Which input, register or output.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Layout">The order of the entries.</param>
/// <param name="Padding">How many unused numbers follow each row or column that lies together.</param>
internal sealed record Place(
    Storage Storage, int Position, int Rows, int Columns, MatrixLayout Layout = MatrixLayout.RowMajor, int Padding = 0)
{
    /// <summary>How many numbers it takes, with its padding.</summary>
    public int Length => Layout == MatrixLayout.RowMajor ? Rows * (Columns + Padding) : Columns * (Rows + Padding);

    /// <summary>Whether the order of the entries is the same in both layouts.</summary>
    public bool IsLinear => Rows == 1 || Columns == 1;

    /// <summary>Whether the entries lie in the given order, with nothing between them.</summary>
    public bool Is(MatrixLayout layout) => Padding == 0 && (IsLinear || Layout == layout);

    /// <summary>How far apart two rows lie.</summary>
    public nint RowStride => Layout == MatrixLayout.RowMajor ? Columns + Padding : 1;

    /// <summary>How far apart two columns lie.</summary>
    public nint ColumnStride => Layout == MatrixLayout.RowMajor ? 1 : Rows + Padding;

    /// <summary>The same memory, read as the transpose.</summary>
    public Place Transposed =>
        this with { Rows = Columns, Columns = Rows, Layout = Layout == MatrixLayout.RowMajor ? MatrixLayout.ColumnMajor : MatrixLayout.RowMajor };
}
