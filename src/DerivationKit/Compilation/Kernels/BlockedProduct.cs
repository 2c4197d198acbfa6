using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>A product of weights (rows × depth) and panels (depth × lanes) in blocks that stay in the caches: a block of weights in the
/// first while it meets panel after panel, the panels of one depth block in the second.</summary>
/// <remarks>After Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.</remarks>
internal sealed unsafe class BlockedProduct<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int DepthOfBlock = 256;
    private const int BytesOfPanels = 1 << 19;
    private const int BytesOfWeights = 1 << 20;

    private readonly int lanes;
    private readonly int depth;
    private readonly int lanesPerVector;
    private readonly int lanesPerPanel;
    private readonly int lanesPerBlock;
    private readonly int depthPerBlock;
    private readonly int blocksPerGroup;
    private readonly ImmutableArray<int> heights;
    private readonly int[] firstRows;
    private readonly MicroKernel<T>?[] wide;
    private readonly MicroKernel<T>?[] narrow;
    private readonly AlignedArray<T> packedWeights;
    private readonly AlignedArray<T> packedPanels;
    private readonly AlignedArray<T> tile;

    /// <summary>Makes the kernels and takes the memory for products of this size, of which none is 0 except the depth.</summary>
    public BlockedProduct(LaneWidth width, int rows, int lanes, int depth)
    {
        (this.lanes, this.depth) = (lanes, depth);
        lanesPerVector = LaneWidths.Count<T>(width);
        int vectors = lanes > lanesPerVector ? 2 : 1;
        lanesPerPanel = vectors * lanesPerVector;
        depthPerBlock = Share(depth, DepthOfBlock);
        lanesPerBlock = RoundUp(Share(lanes, BytesOfPanels / (sizeof(T) * depthPerBlock)), lanesPerPanel);
        heights = MicroKernels<T>.Blocks(rows, width, vectors);
        blocksPerGroup = Math.Min(heights.Length, BytesOfWeights / (sizeof(T) * depthPerBlock * heights[0]));
        firstRows = FirstRows(heights);
        int rest = lanes % lanesPerPanel;
        wide = Kernels(width, 2, vectors == 2);
        narrow = Kernels(width, 1, vectors == 1 || (rest > 0 && rest <= lanesPerVector));
        packedWeights = new AlignedArray<T>((nint)blocksPerGroup * heights[0] * depthPerBlock);
        packedPanels = new AlignedArray<T>((nint)lanesPerBlock * depthPerBlock);
        tile = new AlignedArray<T>(lanesPerPanel * heights[0]);
    }

    /// <summary>result = weights·panels, or result += weights·panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(View<T> weights, View<T> panels, View<T> result, bool accumulate)
    {
        bool packWeights = PackWeights(weights);
        bool packPanels = PackPanels(panels);
        int p = 0;
        do
        {
            int block = Math.Min(depthPerBlock, depth - p);
            for (int first = 0; first < heights.Length; first += blocksPerGroup)
            {
                var group = new Group(first, Math.Min(first + blocksPerGroup, heights.Length), block, packWeights, packPanels, accumulate || p > 0);
                Multiply(group, weights.From(0, p), panels.From(p, 0), result);
            }

            p += block;
        }
        while (p < depth);

        GC.KeepAlive(this);
    }

    private bool PackWeights(View<T> weights) => lanes >= 8 * lanesPerPanel;

    private bool PackPanels(View<T> panels) => panels.Column != 1 || (heights.Length > 1 && (nint)depth * lanes * sizeof(T) > 1 << 16);

    // All rows of a group meet one block of panels after the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(in Group group, View<T> weights, View<T> panels, View<T> result)
    {
        if (group.PackWeights)
        {
            int first = firstRows[group.First];
            T* destination = packedWeights.Pointer;
            for (int block = group.First; block < group.End; block++)
            {
                int height = heights[block];
                Packing<T>.Panel(weights.At(firstRows[block], 0), weights.Row, weights.Column, height, group.Depth, height, destination);
                destination += (nint)height * group.Depth;
            }
        }

        for (int lane = 0; lane < lanes; lane += lanesPerBlock)
        {
            int end = Math.Min(lane + lanesPerBlock, lanes);
            Pack(group, panels, lane, end);
            for (int block = group.First; block < group.End; block++)
            {
                int row = firstRows[block];
                View<T> some = group.PackWeights
                    ? new View<T>(packedWeights.Pointer + ((row - firstRows[group.First]) * (nint)group.Depth), 1, heights[block])
                    : weights.From(row, 0);
                Multiply(group, heights[block], some, panels, lane, end, result.From(row, 0));
            }
        }
    }

    // Panels are packed all, or only the last if it is not full.
    private void Pack(in Group group, View<T> panels, int lane, int end)
    {
        if (!group.PackPanels)
        {
            lane = end - (end % lanesPerPanel % lanesPerVector == 0 ? 0 : end % lanesPerPanel);
        }

        T* destination = packedPanels.Pointer;
        for (; lane < end; lane += lanesPerPanel)
        {
            int live = Math.Min(lanesPerPanel, end - lane);
            int packed = RoundUp(live, lanesPerVector);
            Packing<T>.Panel(panels.At(0, lane), panels.Column, panels.Row, live, group.Depth, packed, destination);
            destination += (nint)packed * group.Depth;
        }
    }

    // One block of rows meets panel after panel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(in Group group, int height, View<T> weights, View<T> panels, int lane, int end, View<T> result)
    {
        T* packed = packedPanels.Pointer;
        T* weight = weights.At(0, 0);
        for (; lane < end; lane += lanesPerPanel)
        {
            int live = Math.Min(lanesPerPanel, end - lane);
            int width = live > lanesPerVector ? lanesPerPanel : lanesPerVector;
            MicroKernel<T> kernel = (live > lanesPerVector ? wide : narrow)[height]!;
            bool inPlace = !group.PackPanels && live == width;
            T* panel = inPlace ? panels.At(0, lane) : packed;
            nint panelStep = inPlace ? panels.Row : width;
            if (live == width && result.Column == 1)
            {
                kernel(group.Depth, weight, weights.Row, weights.Column, panel, panelStep, result.At(0, lane), result.Row, group.Accumulate);
            }
            else
            {
                kernel(group.Depth, weight, weights.Row, weights.Column, panel, panelStep, tile.Pointer, lanesPerPanel, false);
                Copying<T>.Tile(tile.Pointer, lanesPerPanel, height, live, result.From(0, lane), group.Accumulate);
            }

            packed += inPlace ? 0 : (nint)width * group.Depth;
        }
    }

    private MicroKernel<T>?[] Kernels(LaneWidth width, int vectors, bool needed)
    {
        var kernels = new MicroKernel<T>?[heights[0] + 1];
        foreach (int height in needed ? heights.Distinct() : [])
        {
            kernels[height] = MicroKernels<T>.Get(width, height, vectors);
        }

        return kernels;
    }

    private static int[] FirstRows(ImmutableArray<int> heights)
    {
        int[] rows = new int[heights.Length];
        for (int block = 1; block < rows.Length; block++)
        {
            rows[block] = rows[block - 1] + heights[block - 1];
        }

        return rows;
    }

    // Divides a length into equal shares of about so many.
    private static int Share(int length, int most)
    {
        int shares = Math.Max(1, (length + (most / 2)) / most);
        return Math.Max(1, (length + shares - 1) / shares);
    }

    private static int RoundUp(int length, int unit) => (length + unit - 1) / unit * unit;

    // Rows of weights that are multiplied together, over one block of the depth.
    private readonly record struct Group(int First, int End, int Depth, bool PackWeights, bool PackPanels, bool Accumulate);
}
