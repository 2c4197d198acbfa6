using System.Numerics;

namespace DerivationKit.Compilation.Fusion;

/// <summary>A sum or maximum over all lanes, from the running ones of each place within a panel.</summary>
internal sealed unsafe class TotalWork<T>(Value.Reduction reduction, RegionLayout layout, Place target)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Slot slot = layout.Find(reduction, SlotKind.Total);

    private T Start => reduction.Kind == ReductionKind.Sum ? T.Zero : T.NegativeInfinity;

    /// <summary>Sets all running totals back.</summary>
    public void Begin(Workspace<T> space)
    {
        T* full = space.Totals(slot);
        T* rest = space.LastTotals(slot);
        new Span<T>(full, slot.Columns * space.PanelLanes).Fill(Start);
        new Span<T>(rest, slot.Columns * space.PanelLanes).Fill(Start);
    }

    /// <summary>Adds the totals of the last panel, but only those of lanes that exist.</summary>
    public void AddRest(Workspace<T> space, int lanes)
    {
        T* full = space.Totals(slot);
        T* rest = space.LastTotals(slot);
        for (int column = 0; column < slot.Columns; column++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                int at = (column * space.PanelLanes) + lane;
                full[at] = Join(full[at], rest[at]);
            }
        }
    }

    /// <summary>Joins the totals of all places of a panel, and of all parts.</summary>
    public void End(in Frame<T> frame, RegionPart<T>[] parts)
    {
        T* result = frame.Pointer(target);
        for (int column = 0; column < slot.Columns; column++)
        {
            T total = Start;
            foreach (RegionPart<T> part in parts)
            {
                T* full = part.Space.Totals(slot) + (column * part.Space.PanelLanes);
                for (int lane = 0; lane < part.Space.PanelLanes; lane++)
                {
                    total = Join(total, full[lane]);
                }
            }

            result[column] = total;
        }
    }

    private T Join(T a, T b) => reduction.Kind == ReductionKind.Sum ? a + b : T.Max(a, b);
}
