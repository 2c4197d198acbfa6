using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>A product of lanes and weights.</summary>
internal sealed unsafe class ProductWork<T> : PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Weights weights;
    private readonly WeightBuffer<T> buffer;
    private readonly Slot lanes;
    private readonly Slot result;
    private readonly int[] heights;
    private readonly MicroKernel<T>[] kernels;

    public ProductWork(RegionWork.Multiply work, WeightBuffer<T> buffer, RegionLayout layout, LaneWidth width, int vectors)
    {
        (this.buffer, weights, heights) = (buffer, buffer.Weights, buffer.Heights);
        (lanes, result) = layout.SlotsOf(work);
        kernels = MicroKernels<T>.Get(width, heights, vectors);
    }

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        if (buffer.IsPacked)
        {
            RunPacked(space, panels);
        }
        else
        {
            RunUnpacked(space, panels);
        }
    }

    private void RunUnpacked(Workspace<T> space, int panels)
    {
        nint fromStep = space.ColumnSteps[lanes.Index], toStep = space.ColumnSteps[result.Index];
        for (int panel = 0; panel < panels; panel++)
        {
            T* from = space.Slots[lanes.Index] + (panel * space.PanelSteps[lanes.Index]);
            T* to = space.Slots[result.Index] + (panel * space.PanelSteps[result.Index]);
            T* block = buffer.Pointer;
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
        T* block = buffer.Pointer;
        for (int p = 0; p < weights.Depth; p += WeightBuffer<T>.DepthBlock)
        {
            int depth = int.Min(WeightBuffer<T>.DepthBlock, weights.Depth - p);
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
