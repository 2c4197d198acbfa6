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
    private readonly RegionMultiple<T> ofProduct;
    private readonly RegionMultiple<T> ofAddend;
    private readonly int[] heights;
    private readonly MicroKernel<T>[] kernels;

    public ProductWork(RegionWork.Multiply work, WeightBuffer<T> buffer, RegionLayout layout, LaneWidth width, int vectors)
    {
        (this.buffer, weights, heights) = (buffer, buffer.Weights, buffer.Heights);
        (lanes, result) = layout.SlotsOf(work);
        addend = layout.AddendOf(work);
        (ofProduct, ofAddend) = (new(work.With.OfProduct, layout), new(work.With.OfAddend, layout));
        kernels = MicroKernels<T>.Get(width, heights, vectors);
    }

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        KernelEnd<T> end = new()
        {
            Scale = ofProduct.In(space),
            AddendRow = addend is null ? 0 : space.ColumnSteps[addend.Index],
            Multiple = ofAddend.In(space),
        };
        KernelEnd<T>* used = addend is null && ofProduct.IsOne ? null : &end;
        if (buffer.IsPacked)
        {
            RunPacked(space, panels, used);
        }
        else
        {
            RunUnpacked(space, panels, used);
        }
    }

    private void RunUnpacked(Workspace<T> space, int panels, KernelEnd<T>* end)
    {
        nint fromStep = space.ColumnSteps[lanes.Index], toStep = space.ColumnSteps[result.Index];
        for (int panel = 0; panel < panels; panel++)
        {
            T* from = space.Slots[lanes.Index] + (panel * space.PanelSteps[lanes.Index]);
            T* to = space.Slots[result.Index] + (panel * space.PanelSteps[result.Index]);
            T* block = buffer.Pointer;
            int row = 0;
            for (int b = 0; b < kernels.Length; b++)
            {
                PointToAddend(space, panel, row, end);
                kernels[b](weights.Depth, block, weights.RowStride, weights.DepthStride, from, fromStep, to + (row * toStep), toStep, false, end);
                block += heights[b] * weights.RowStride;
                row += heights[b];
            }
        }
    }

    private void RunPacked(Workspace<T> space, int panels, KernelEnd<T>* end)
    {
        (nint fromStep, nint toStep) = (space.ColumnSteps[lanes.Index], space.ColumnSteps[result.Index]);
        (nint fromPanel, nint toPanel) = (space.PanelSteps[lanes.Index], space.PanelSteps[result.Index]);
        T* block = buffer.Pointer;
        for (int p = 0; p < weights.Depth; p += WeightBuffer<T>.DepthBlock)
        {
            int depth = int.Min(WeightBuffer<T>.DepthBlock, weights.Depth - p), row = 0;
            bool isLast = p + depth == weights.Depth;
            T* from = space.Slots[lanes.Index] + (p * fromStep);
            for (int b = 0; b < kernels.Length; b++)
            {
                T* to = space.Slots[result.Index] + (row * toStep);
                for (int panel = 0; panel < panels; panel++)
                {
                    PointToAddend(space, panel, row, end);
                    kernels[b](
                        depth, block, 1, heights[b], from + (panel * fromPanel), fromStep, to + (panel * toPanel), toStep, p > 0, isLast ? end : null);
                }

                block += heights[b] * (nint)depth;
                row += heights[b];
            }
        }
    }

    private void PointToAddend(Workspace<T> space, int panel, int row, KernelEnd<T>* end)
    {
        if (end != null && addend is not null)
        {
            end->Addend = space.Slots[addend.Index] + (panel * space.PanelSteps[addend.Index]) + (row * end->AddendRow);
        }
    }
}

/// <summary>A multiple within a region: a constant, times a scalar if there is one.</summary>
/// <param name="multiple">The multiple.</param>
/// <param name="layout">The slots of the region.</param>
internal sealed unsafe class RegionMultiple<T>(Multiple multiple, RegionLayout layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T number = multiple.Number.To<T>();
    private readonly Slot? factor = multiple.Factor is { } value ? layout.Find(value, SlotKind.Scalar) : null;

    /// <summary>Whether it is 1.</summary>
    public bool IsOne => multiple.IsOne;

    /// <summary>The number that it is in the present run.</summary>
    public T In(Workspace<T> space) => factor is null ? number : number * *space.Slots[factor.Index];
}
