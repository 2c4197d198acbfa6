using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>The sizes of the dimensions in one instance.</summary>
internal sealed class Sizes
{
    private Sizes(ImmutableSortedDictionary<string, int> byName) => ByName = byName;

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> ByName { get; }

    /// <exception cref="ShapeException">A size is smaller than 1.</exception>
    public static Sizes Of(IEnumerable<KeyValuePair<string, int>> byName)
    {
        var sizes = byName.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach ((string name, int size) in sizes)
        {
            if (size < 1)
            {
                throw new ShapeException($"{name} = {size}, but a dimension is at least 1");
            }
        }

        return new(sizes);
    }

    /// <exception cref="ShapeException">The dimension has no size.</exception>
    public int Of(Dimension dimension)
    {
        if (dimension.Size is { } size)
        {
            return size;
        }

        return ByName.TryGetValue(dimension.Text, out size)
            ? size
            : throw new ShapeException(
                $"the sizes lack {dimension}, and are {Listed()}; one that is not a number of rows or columns of an input has to be given by name");
    }

    private string Listed() => ByName.IsEmpty ? "empty" : string.Join(", ", ByName.Select(size => $"{size.Key} = {size.Value}"));

    /// <exception cref="ShapeException">A dimension has no size, or the axis would be too long.</exception>
    public int Of(Axis axis)
    {
        long size = axis.Factors.Aggregate(1L, (product, factor) => Math.Min(product * Of(factor), (long)Array.MaxLength + 1));
        return size <= Array.MaxLength ? (int)size : throw new ShapeException($"{axis} is longer here than an array can be");
    }

    /// <exception cref="ShapeException">A dimension has no size, or the array would be too large.</exception>
    public Place Place(Storage storage, int position, Shape shape)
    {
        (int rows, int columns) = (Of(shape.Rows), Of(shape.Columns));
        return (long)rows * columns <= Array.MaxLength
            ? new(storage, position, rows, columns)
            : throw new ShapeException($"{shape} is {rows}×{columns} here, more numbers than an array holds");
    }
}
