using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>One thing that a region does for each slab.</summary>
internal abstract class PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whatever is done once, before the first slab.</summary>
    public virtual void Begin(in Frame<T> frame)
    {
    }

    /// <summary>Works on the panels of a slab; the last lanes of a panel may be beyond the end.</summary>
    public abstract void Run(Workspace<T> space, int panels, int lanes);

    /// <summary>Whatever is done once, after the last slab.</summary>
    public virtual void End(in Frame<T> frame)
    {
    }
}

/// <summary>Arithmetic within lanes.</summary>
internal sealed unsafe class StageWork<T>(Stage stage, StageCode<T> code, RegionLayout layout) : PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly nint[] widths = [.. stage.Loops.Select(loop => (nint)layout.ColumnsOf(loop.Across))];

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        fixed (nint* w = widths)
        {
            code(space.Slots, space.ColumnSteps, space.PanelSteps, w, panels);
        }
    }
}

/// <summary>A product of lanes and weights.</summary>
internal sealed unsafe class ProductWork<T> : PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // How much of the depth is summed at a time, so that a block of packed weights stays in the first-level cache.
    private const int DepthBlock = 256;

    private readonly Weights<T> weights;
    private readonly Slot lanes;
    private readonly Slot result;
    private readonly ImmutableArray<int> heights;
    private readonly MicroKernel<T>[] kernels;
    private readonly NativeBuffer<T>? packed;

    public ProductWork(Value.Product product, Weights<T> weights, bool isPacked, RegionLayout layout, LaneWidth width, int vectors)
    {
        this.weights = weights;
        LaneSide side = weights.Side;
        lanes = layout.Lanes(weights.LaneFactor.Value, RegionLayout.SideIn(weights.LaneFactor, side))!;
        result = layout.Lanes(product, side)!;
        heights = MicroKernels<T>.Blocks(weights.Rows, width, vectors);
        kernels = [.. heights.Select(height => MicroKernels<T>.Get(width, height, vectors))];
        packed = isPacked ? new((long)weights.Rows * weights.Depth) : null;
    }

    public override void Begin(in Frame<T> frame)
    {
        weights.Pointer = frame.Pointer(weights.Place);
        if (packed is null)
        {
            return;
        }

        T* to = packed.Pointer;
        for (int p = 0; p < weights.Depth; p += DepthBlock)
        {
            int depth = int.Min(DepthBlock, weights.Depth - p);
            Packing<T>.Weights(weights.Pointer + (p * weights.DepthStride), weights.RowStride, weights.DepthStride, heights, depth, to);
            to += (nint)weights.Rows * depth;
        }
    }

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        if (packed is null)
        {
            RunUnpacked(space, panels);
        }
        else
        {
            RunPacked(space, panels);
        }
    }

    private void RunUnpacked(Workspace<T> space, int panels)
    {
        nint fromStep = space.ColumnSteps[lanes.Index], toStep = space.ColumnSteps[result.Index];
        for (int panel = 0; panel < panels; panel++)
        {
            T* from = space.Slots[lanes.Index] + (panel * space.PanelSteps[lanes.Index]);
            T* to = space.Slots[result.Index] + (panel * space.PanelSteps[result.Index]);
            T* block = weights.Pointer;
            for (int b = 0; b < kernels.Length; b++)
            {
                kernels[b](weights.Depth, block, weights.RowStride, weights.DepthStride, from, fromStep, to, toStep, false);
                block += heights[b] * weights.RowStride;
                to += heights[b] * toStep;
            }
        }
    }

    private void RunPacked(Workspace<T> space, int panels)
    {
        nint fromStep = space.ColumnSteps[lanes.Index], toStep = space.ColumnSteps[result.Index];
        nint fromPanel = space.PanelSteps[lanes.Index], toPanel = space.PanelSteps[result.Index];
        T* block = packed!.Pointer;
        for (int p = 0; p < weights.Depth; p += DepthBlock)
        {
            int depth = int.Min(DepthBlock, weights.Depth - p);
            T* from = space.Slots[lanes.Index] + (p * fromStep);
            T* to = space.Slots[result.Index];
            for (int b = 0; b < kernels.Length; b++)
            {
                for (int panel = 0; panel < panels; panel++)
                {
                    kernels[b](depth, block, 1, heights[b], from + (panel * fromPanel), fromStep, to + (panel * toPanel), toStep, p > 0);
                }

                block += heights[b] * (nint)depth;
                to += heights[b] * toStep;
            }
        }
    }
}

/// <summary>The factor of a product that all lanes share: Rows × Depth numbers, of which each lane gets one combination for each row.</summary>
internal sealed unsafe class Weights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many bytes of weights stay in the first-level cache as they lie.</summary>
    public const int UnpackedBytes = 32 << 10;

    private Weights(Factor laneFactor, LaneSide side, Place place, nint rowStride, nint depthStride, int rows, int depth) =>
        (LaneFactor, Side, Place, RowStride, DepthStride, Rows, Depth) = (laneFactor, side, place, rowStride, depthStride, rows, depth);

    /// <summary>The other factor.</summary>
    public Factor LaneFactor { get; }

    /// <summary>The side of the product that has the lanes.</summary>
    public LaneSide Side { get; }

    /// <summary>Where they lie.</summary>
    public Place Place { get; }

    /// <summary>From one row to the next.</summary>
    public nint RowStride { get; }

    /// <summary>From one summand to the next.</summary>
    public nint DepthStride { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many summands.</summary>
    public int Depth { get; }

    /// <summary>How much memory they take.</summary>
    public long Bytes => (long)Rows * Depth * sizeof(T);

    /// <summary>Where they begin in the present run.</summary>
    public T* Pointer { get; set; }

    /// <summary>The weights of a product.</summary>
    public static Weights<T> Of(Value.Product product, Region region, Func<Value, Place> sourceOf)
    {
        if (region.LanesOf(product.Shape) == LaneSide.Rows)
        {
            Place right = View(product.Right);
            return new(product.Left, LaneSide.Rows, right, right.ColumnStride, right.RowStride, right.Columns, right.Rows);
        }

        Place left = View(product.Left);
        return new(product.Right, LaneSide.Columns, left, left.RowStride, left.ColumnStride, left.Rows, left.Columns);

        Place View(Factor factor) => factor.Transposed ? sourceOf(factor.Value).Transposed : sourceOf(factor.Value);
    }
}
