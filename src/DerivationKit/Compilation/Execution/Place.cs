namespace DerivationKit.Compilation;

/// <summary>Who owns the memory of a value.</summary>
internal enum Storage
{
    /// <summary>The caller's input at some position.</summary>
    Input,

    /// <summary>A register of the bound function.</summary>
    Register,

    /// <summary>The caller's output.</summary>
    Output,
}

/// <summary>Where a value lies, row after row, and its size in one instance.</summary>
/// <param name="Storage">Who owns the memory.</param>
/// <param name="Position">Which input or register.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
internal readonly record struct Place(Storage Storage, int Position, int Rows, int Columns)
{
    public int Length => Rows * Columns;
}
