using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The product of weights (rows × depth) and panels (depth × lanes), in blocks that stay in the caches.</summary>
/// <remarks>After Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.</remarks>
internal sealed unsafe class BlockedProduct<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Operands that the first cache holds, or nearly, are read where they are.
    private const int BytesInPlace = 1 << 16;

    // Weights are packed if so many panels meet them, or fewer if rows that are whole pages apart exclude each other from the cache.
    private const int PanelsPerPacking = 8;
    private const int BytesOfPage = 1 << 12;

    private readonly int lanes;
    private readonly int depth;
    private readonly ProductPartition<T> partition;
    private readonly MicroKernel<T>?[] wide;
    private readonly MicroKernel<T>?[] narrow;
    private readonly AlignedArray<T> packedWeights;
    private readonly AlignedArray<T> packedPanels;
    private readonly AlignedArray<T> tile;

    /// <summary>Makes the kernels and takes the memory for products of this size, of which none is 0 except the depth.</summary>
    public BlockedProduct(LaneWidth width, int rows, int lanes, int depth)
    {
        (this.lanes, this.depth) = (lanes, depth);
        partition = new ProductPartition<T>(width, rows, lanes, depth);
        int rest = lanes % partition.LanesPerPanel;
        wide = Kernels(width, 2, lanes > partition.LanesPerVector);
        narrow = Kernels(width, 1, lanes <= partition.LanesPerVector || (rest > 0 && rest <= partition.LanesPerVector));
        int tallest = partition.Heights[0];
        packedWeights = new AlignedArray<T>((nint)partition.BlocksPerGroup * tallest * partition.Depth);
        packedPanels = new AlignedArray<T>((nint)partition.Lanes * partition.Depth);
        tile = new AlignedArray<T>(partition.LanesPerPanel * tallest);
    }

    /// <summary>result = weights·panels, or result += weights·panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(in View<T> weights, in View<T> panels, in View<T> result, bool accumulate)
    {
        bool packWeights = PacksWeights(weights);
        bool packPanels = PacksPanels(panels);
        int p = 0;
        do
        {
            int block = Math.Min(partition.Depth, depth - p);
            var step = new Step(block, packWeights, packPanels, accumulate || p > 0);
            for (int first = 0; first < partition.Heights.Length; first += partition.BlocksPerGroup)
            {
                MultiplyGroup(step, first, weights.From(0, p), panels.From(p, 0), result);
            }

            p += block;
        }
        while (p < depth);

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool PacksWeights(in View<T> weights)
    {
        nint stride = weights.Row == 1 ? weights.Column : weights.Row;
        int panels = stride * sizeof(T) % BytesOfPage == 0 ? 2 : PanelsPerPacking;
        return lanes > panels * partition.LanesPerPanel;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool PacksPanels(in View<T> panels) =>
        panels.Column != 1 || (partition.Heights.Length > 1 && (nint)depth * lanes * sizeof(T) > BytesInPlace);

    // A group of blocks of rows, from the first one on, meets one block of panels after the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyGroup(in Step step, int first, in View<T> weights, in View<T> panels, in View<T> result)
    {
        int end = Math.Min(first + partition.BlocksPerGroup, partition.Heights.Length);
        if (step.PackWeights)
        {
            PackWeights(step, first, end, weights);
        }

        for (int lane = 0; lane < lanes; lane += partition.Lanes)
        {
            int laneEnd = Math.Min(lane + partition.Lanes, lanes);
            PackPanels(step, panels, lane, laneEnd);
            T* packed = packedWeights.Pointer;
            for (int block = first; block < end; block++)
            {
                int height = partition.Heights[block];
                int row = partition.FirstRows[block];
                View<T> some = step.PackWeights ? new View<T>(packed, 1, height) : weights.From(row, 0);
                MultiplyBlock(step, height, some, panels, lane, laneEnd, result.From(row, 0));
                packed += (nint)height * step.Depth;
            }
        }
    }

    // One block of rows meets panel after panel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyBlock(
        in Step step, int height, in View<T> weights, in View<T> panels, int lane, int laneEnd, in View<T> result)
    {
        T* packed = packedPanels.Pointer;
        for (; lane < laneEnd; lane += partition.LanesPerPanel)
        {
            int live = Math.Min(partition.LanesPerPanel, laneEnd - lane);
            int padded = partition.Padded(live);
            MicroKernel<T> kernel = (live > partition.LanesPerVector ? wide : narrow)[height]!;
            bool inPlace = !step.PackPanels && live == padded;
            T* panel = inPlace ? panels.At(0, lane) : packed;
            nint panelStep = inPlace ? panels.Row : padded;
            if (live == padded && result.Column == 1)
            {
                kernel(
                    step.Depth, weights.At(0, 0), weights.Row, weights.Column, panel, panelStep, result.At(0, lane), result.Row, step.Accumulate);
            }
            else
            {
                kernel(step.Depth, weights.At(0, 0), weights.Row, weights.Column, panel, panelStep, tile.Pointer, padded, false);
                Copying<T>.Tile(tile.Pointer, padded, height, live, result.From(0, lane), step.Accumulate);
            }

            packed += (nint)padded * step.Depth;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackWeights(in Step step, int first, int end, in View<T> weights)
    {
        T* destination = packedWeights.Pointer;
        for (int block = first; block < end; block++)
        {
            int height = partition.Heights[block];
            Packing<T>.Panel(weights.At(partition.FirstRows[block], 0), weights.Row, weights.Column, height, step.Depth, height, destination);
            destination += (nint)height * step.Depth;
        }
    }

    // Panels that are not packed are read in place, except the last if it is not full: kernels read whole vectors.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackPanels(in Step step, in View<T> panels, int lane, int laneEnd)
    {
        T* destination = packedPanels.Pointer;
        for (; lane < laneEnd; lane += partition.LanesPerPanel)
        {
            int live = Math.Min(partition.LanesPerPanel, laneEnd - lane);
            int padded = partition.Padded(live);
            if (step.PackPanels || live < padded)
            {
                Packing<T>.Panel(panels.At(0, lane), panels.Column, panels.Row, live, step.Depth, padded, destination);
            }

            destination += (nint)padded * step.Depth;
        }
    }

    private MicroKernel<T>?[] Kernels(LaneWidth width, int vectors, bool needed)
    {
        var kernels = new MicroKernel<T>?[partition.Heights[0] + 1];
        foreach (int height in needed ? partition.Heights.Distinct() : [])
        {
            kernels[height] = MicroKernels<T>.Get(width, height, vectors);
        }

        return kernels;
    }

    // What one block of the depth is multiplied with.
    private readonly record struct Step(int Depth, bool PackWeights, bool PackPanels, bool Accumulate);
}
