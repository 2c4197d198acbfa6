using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>How a product of weights (rows × depth) and panels (depth × lanes) is divided: rows into the blocks of micro kernels and those
/// into groups, lanes into panels and those into blocks, the depth into blocks.</summary>
internal sealed unsafe class ProductPartition<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // A block of weights, twelve rows, stays in the first cache; the panels of a block in the second.
    private const int MostDepth = 256;
    private const int BytesOfPanels = 1 << 19;
    private const int BytesOfGroup = 1 << 20;

    /// <summary>Divides a product of which no size is 0 except the depth.</summary>
    public ProductPartition(LaneWidth width, int rows, int lanes, int depth)
    {
        LanesPerVector = LaneWidths.Count<T>(width);
        int vectors = lanes > LanesPerVector ? MicroKernels<T>.MostVectors : 1;
        LanesPerPanel = vectors * LanesPerVector;
        Depth = Share(depth, MostDepth);
        Lanes = RoundUp(Share(lanes, BytesOfPanels / (sizeof(T) * Depth)), LanesPerPanel);
        Heights = MicroKernels<T>.Blocks(rows, width, vectors);
        FirstRows = StartsOf(Heights);
        BlocksPerGroup = Math.Min(Heights.Length, BytesOfGroup / (sizeof(T) * Depth * Heights[0]));
    }

    /// <summary>The lanes of a vector.</summary>
    public int LanesPerVector { get; }

    /// <summary>The lanes of a panel: two vectors, if there are as many lanes.</summary>
    public int LanesPerPanel { get; }

    /// <summary>The lanes of a block, a multiple of <see cref="LanesPerPanel"/>.</summary>
    public int Lanes { get; }

    /// <summary>The depth of a block.</summary>
    public int Depth { get; }

    /// <summary>The rows of each block, the tallest first.</summary>
    public ImmutableArray<int> Heights { get; }

    /// <summary>The first row of each block.</summary>
    public ImmutableArray<int> FirstRows { get; }

    /// <summary>How many blocks of rows are packed together.</summary>
    public int BlocksPerGroup { get; }

    /// <summary>How many lanes a panel of <paramref name="live"/> lanes has in whole vectors.</summary>
    public int Padded(int live) => live > LanesPerVector ? LanesPerPanel : LanesPerVector;

    private static ImmutableArray<int> StartsOf(ImmutableArray<int> heights)
    {
        var starts = ImmutableArray.CreateBuilder<int>(heights.Length);
        int row = 0;
        foreach (int height in heights)
        {
            starts.Add(row);
            row += height;
        }

        return starts.MoveToImmutable();
    }

    // Divides a length into equal shares of about so many.
    private static int Share(int length, int most)
    {
        int shares = Math.Max(1, (length + (most / 2)) / most);
        return Math.Max(1, (length + shares - 1) / shares);
    }

    private static int RoundUp(int length, int unit) => (length + unit - 1) / unit * unit;
}
