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

    /// <summary>The size of an axis in this instance: the product of the sizes of its factors.</summary>
    public int SizeOf(Axis axis) => axis.SizeBy(SizeOf);

    /// <summary>On one line, such as "d = 2, n = 1; Z = [1 -1/2]".</summary>
    public override string ToString() => string.Join("; ", new[]
    {
        string.Join(", ", Sizes.Select(size => $"{size.Key} = {size.Value}")),
        string.Join(", ", Inputs.Select(input => $"{input.Key} = {input.Value}")),
    }.Where(part => part.Length > 0));
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

    /// <summary>On one line, rows separated by semicolons, such as "[1 0; 1/2 -1]".</summary>
    public override string ToString() => ArrayText.Print(Columns, Entries);
}

/// <summary>Writes arrays on one line.</summary>
internal static class ArrayText
{
    /// <summary>The entries in brackets, rows separated by semicolons.</summary>
    public static string Print<T>(int columns, ImmutableArray<T> entries) =>
        $"[{string.Join("; ", entries.Chunk(columns).Select(row => string.Join(' ', row)))}]";
}
