namespace DerivationKit.Compilation.Kernels;

/// <summary>A matrix in memory, of which entry (i, j) stands at origin + i·row + j·column.</summary>
internal readonly unsafe struct View<T>(T* origin, nint row, nint column)
    where T : unmanaged
{
    /// <summary>From one row to the next.</summary>
    public nint Row { get; } = row;

    /// <summary>From one column to the next.</summary>
    public nint Column { get; } = column;

    /// <summary>Where entry (i, j) is.</summary>
    public T* At(nint i, nint j) => origin + (i * Row) + (j * Column);

    /// <summary>The part from entry (i, j) on.</summary>
    public View<T> From(nint i, nint j) => new(At(i, j), Row, Column);
}
