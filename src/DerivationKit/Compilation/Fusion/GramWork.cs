using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>A product X'Y that sums over the lanes: each panel of Y is transposed, and micro kernels take the lanes as their depth.</summary>
internal sealed unsafe class GramWork<T> : PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Slot left;
    private readonly Slot right;
    private readonly Place target;
    private readonly int[] heights;
    private readonly MicroKernel<T>[] kernels;
    private readonly int panelLanes;
    private readonly int paddedColumns;
    private readonly NativeBuffer<T> transposed;
    private readonly NativeBuffer<T> sums;

    public GramWork(RegionWork.Multiply work, RegionLayout layout, LaneWidth width, int vectors, Place target)
    {
        this.target = target;
        (left, right) = layout.SlotsOf(work);
        heights = MicroKernels<T>.Blocks(left.Columns, width, vectors);
        kernels = MicroKernels<T>.Get(width, heights, vectors);
        panelLanes = LaneWidths.Count<T>(width) * vectors;
        paddedColumns = (right.Columns + panelLanes - 1) / panelLanes * panelLanes;
        transposed = new((long)panelLanes * paddedColumns);
        sums = new((long)left.Columns * paddedColumns);
        new Span<T>(transposed.Pointer, panelLanes * paddedColumns).Clear();
    }

    /// <summary>How much memory it has.</summary>
    public long Bytes => (transposed.Length + sums.Length) * sizeof(T);

    public override void Begin() => new Span<T>(sums.Pointer, left.Columns * paddedColumns).Clear();

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        for (int panel = 0; panel < panels; panel++)
        {
            T* x = space.Slots[left.Index] + (panel * space.PanelSteps[left.Index]);
            T* y = space.Slots[right.Index] + (panel * space.PanelSteps[right.Index]);
            Transposition<T>.Run(y, space.ColumnSteps[right.Index], right.Columns, lanes, transposed.Pointer, paddedColumns);
            Add(x, space.ColumnSteps[left.Index], lanes);
        }
    }

    /// <summary>Adds the sums over other lanes.</summary>
    public void Add(GramWork<T> other)
    {
        for (int i = 0; i < left.Columns * paddedColumns; i++)
        {
            sums.Pointer[i] += other.sums.Pointer[i];
        }
    }

    /// <summary>Writes the sums to where they belong.</summary>
    public void End(in Frame<T> frame) => Copying<T>.Entries(
        sums.Pointer, paddedColumns, 1, target.Rows, target.Columns, frame.Pointer(target), target.RowStride, target.ColumnStride);

    private void Add(T* x, nint columnStep, int lanes)
    {
        T* to = sums.Pointer;
        for (int b = 0; b < kernels.Length; b++)
        {
            for (int j = 0; j < paddedColumns; j += panelLanes)
            {
                kernels[b](lanes, x, columnStep, 1, transposed.Pointer + j, paddedColumns, to + j, paddedColumns, true, null);
            }

            x += heights[b] * columnStep;
            to += heights[b] * (nint)paddedColumns;
        }
    }
}
