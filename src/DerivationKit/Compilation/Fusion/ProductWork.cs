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
    private readonly Slot? addend;
    private readonly Slot? factor;
    private readonly T number;
    private readonly int[] heights;
    private readonly MicroKernel<T>[] kernels;

    public ProductWork(RegionWork.Multiply work, WeightBuffer<T> buffer, RegionLayout layout, LaneWidth width, int vectors)
    {
        (this.buffer, weights, heights) = (buffer, buffer.Weights, buffer.Heights);
        (lanes, result) = layout.SlotsOf(work);
        addend = layout.AddendOf(work);
        factor = work.With.OfAddend.Factor is { } value ? layout.Find(value, SlotKind.Scalar) : null;
        number = T.CreateSaturating(work.With.OfAddend.Number.ToDouble());
        kernels = MicroKernels<T>.Get(width, heights, vectors);
    }

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        T multiple = factor is null ? number : number * *space.Slots[factor.Index];
        if (buffer.IsPacked)
        {
            RunPacked(space, panels, multiple);
        }
        else
        {
            RunUnpacked(space, panels, multiple);
        }
    }

    private void RunUnpacked(Workspace<T> space, int panels, T multiple)
    {
        (nint fromStep, nint toStep, nint startStep) = (space.ColumnSteps[lanes.Index], space.ColumnSteps[result.Index], StartStep(space));
        for (int panel = 0; panel < panels; panel++)
        {
            T* from = space.Slots[lanes.Index] + (panel * space.PanelSteps[lanes.Index]);
            T* to = space.Slots[result.Index] + (panel * space.PanelSteps[result.Index]);
            T* start = Start(space, panel);
            T* block = buffer.Pointer;
            for (int b = 0; b < kernels.Length; b++)
            {
                kernels[b](weights.Depth, block, weights.RowStride, weights.DepthStride, from, fromStep, to, toStep, start, startStep, multiple);
                block += heights[b] * weights.RowStride;
                to += heights[b] * toStep;
                start += heights[b] * startStep;
            }
        }
    }

    private void RunPacked(Workspace<T> space, int panels, T multiple)
    {
        (nint fromStep, nint toStep, nint startStep) = (space.ColumnSteps[lanes.Index], space.ColumnSteps[result.Index], StartStep(space));
        (nint fromPanel, nint toPanel) = (space.PanelSteps[lanes.Index], space.PanelSteps[result.Index]);
        T* block = buffer.Pointer;
        for (int p = 0; p < weights.Depth; p += WeightBuffer<T>.DepthBlock)
        {
            int depth = int.Min(WeightBuffer<T>.DepthBlock, weights.Depth - p);
            T* from = space.Slots[lanes.Index] + (p * fromStep);
            nint row = 0;
            for (int b = 0; b < kernels.Length; b++)
            {
                for (int panel = 0; panel < panels; panel++)
                {
                    T* to = space.Slots[result.Index] + (panel * toPanel) + (row * toStep);
                    T* start = p > 0 ? to : Start(space, panel) + (row * startStep);
                    kernels[b](
                        depth, block, 1, heights[b], from + (panel * fromPanel), fromStep, to, toStep, start, p > 0 ? toStep : startStep, p > 0 ? T.One : multiple);
                }

                block += heights[b] * (nint)depth;
                row += heights[b];
            }
        }
    }

    // Where the sums of a panel begin, if not at 0: then neither begins nor steps.
    private T* Start(Workspace<T> space, int panel) =>
        addend is null ? null : space.Slots[addend.Index] + (panel * space.PanelSteps[addend.Index]);

    private nint StartStep(Workspace<T> space) => addend is null ? 0 : space.ColumnSteps[addend.Index];
}
