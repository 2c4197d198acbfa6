using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>Exact values for everything that a claim leaves open: a size for each named dimension and a tensor for each variable.</summary>
/// <param name="Sizes">The size of each named dimension.</param>
/// <param name="Inputs">The value of each variable, by name.</param>
public sealed record Instance(
    ImmutableSortedDictionary<string, int> Sizes, ImmutableSortedDictionary<string, ExactArray> Inputs)
{
    /// <summary>The size of a dimension in this instance.</summary>
    public int SizeOf(Dimension dimension) => dimension.Size ?? Sizes[dimension.Text];
}

/// <summary>A dense row-major array of exact rationals: a scalar is 1×1, a vector n×1.</summary>
public sealed class ExactArray(int rows, int columns, ImmutableArray<Rational> entries)
{
    /// <summary>How many rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>How many columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>The entries, row after row.</summary>
    public ImmutableArray<Rational> Entries { get; } = entries;

    /// <summary>One entry, counted from 0.</summary>
    public Rational this[int row, int column] => Entries[(row * Columns) + column];
}
