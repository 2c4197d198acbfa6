using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>The size of a named dimension.</summary>
internal sealed record NamedSize(string Name, int Size);

/// <summary>The sizes of the dimensions in one instance.</summary>
internal sealed class Sizes
{
    private readonly Dictionary<string, NamedSize> named = [];

    /// <exception cref="ShapeException">A size is smaller than 1, or a dimension has two.</exception>
    public Sizes(IEnumerable<NamedSize> sizes)
    {
        foreach (NamedSize size in sizes)
        {
            if (size.Size < 1)
            {
                throw new ShapeException($"{size.Name} = {size.Size}, but a dimension is at least 1");
            }

            if (!named.TryAdd(size.Name, size))
            {
                throw new ShapeException($"{size.Name} has two sizes, {named[size.Name].Size} and {size.Size}");
            }
        }
    }

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> ByName =>
        named.Values.ToImmutableSortedDictionary(size => size.Name, size => size.Size, StringComparer.Ordinal);

    /// <exception cref="ShapeException">A size is smaller than 1, or a dimension has two.</exception>
    public static Sizes Of(IEnumerable<KeyValuePair<string, int>> byName) => new(byName.Select(size => new NamedSize(size.Key, size.Value)));

    /// <exception cref="ShapeException">The dimension has no size.</exception>
    public int Of(Dimension dimension)
    {
        if (dimension.Size is { } size)
        {
            return size;
        }

        return named.TryGetValue(dimension.Text, out NamedSize? known)
            ? known.Size
            : throw new ShapeException(
                $"the sizes lack {dimension}, and are {Listed()}; one that is not a number of rows or columns of an input has to be given by name");
    }

    private string Listed() => ByName.IsEmpty ? "empty" : string.Join(", ", ByName.Select(size => $"{size.Key} = {size.Value}"));

    /// <exception cref="ShapeException">A dimension has no size, or the axis would be too long.</exception>
    public int Of(Axis axis)
    {
        long size = 1;
        foreach (Dimension factor in axis.Factors)
        {
            size = Math.Min(size * Of(factor), (long)Array.MaxLength + 1);
        }

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
