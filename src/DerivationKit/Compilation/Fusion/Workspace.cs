using System.Numerics;
using DerivationKit.Compilation.Kernels;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The memory that a region works on: where each slot lies at present, and scratch.</summary>
internal sealed unsafe class Workspace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // What may lie in the first-level cache beside weights, and in the second-level cache beside packed weights.
    private const int FirstLevelBytes = 12 << 10;
    public const int SecondLevelBytes = 3 << 18;
    private const int MostCopiedPanels = 32;
    private const int MostPanels = 1024;

    // An array, since a loop through a list that is known as an interface allocates.
    private readonly Slot[] slots;
    private readonly RegionLayout layout;
    private readonly int panelLanes;
    private readonly NativeBuffer<T> numbers;
    private readonly NativeBuffer<nint> tables;
    private readonly T*[] scratch;
    private readonly T*[] rest;

    public Workspace(RegionLayout layout, int panelLanes, int slabPanels)
    {
        (this.layout, this.panelLanes, slots) = (layout, panelLanes, [.. layout.Slots]);
        tables = new(3 * slots.Length);
        (scratch, rest) = (new T*[slots.Length], new T*[slots.Length]);
        numbers = new(((layout.Buffers.Columns * slabPanels) + slots.Sum(OwnColumns)) * panelLanes);
        T* next = numbers.Pointer;
        var buffers = new T*[layout.Buffers.All.Count];
        foreach (BufferAssignment.Buffer buffer in layout.Buffers.All)
        {
            buffers[buffer.Index] = next;
            next += (nint)buffer.Columns * slabPanels * panelLanes;
        }

        foreach (Slot slot in slots)
        {
            scratch[slot.Index] = layout.Buffers.BufferOf(slot) is { } buffer ? buffers[buffer.Index] : next;
            rest[slot.Index] = slot.Kind == SlotKind.Total ? next + (slot.Columns * panelLanes) : scratch[slot.Index];
            next += OwnColumns(slot) * panelLanes;
        }
    }

    /// <summary>Where each slot begins for the first panel of the slab.</summary>
    public T** Slots => (T**)tables.Pointer;

    /// <summary>How far apart two columns of each slot lie.</summary>
    public nint* ColumnSteps => tables.Pointer + slots.Length;

    /// <summary>How far apart two panels of each slot lie.</summary>
    public nint* PanelSteps => tables.Pointer + (2 * slots.Length);

    /// <summary>How many panels of a region fit into a slab.</summary>
    public static int PanelsPerSlab(RegionLayout layout, int panelLanes, bool areCopied)
    {
        long bytes = layout.Buffers.Columns * panelLanes * sizeof(T);
        return areCopied
            ? (int)long.Clamp(SecondLevelBytes / long.Max(bytes, 1), 1, MostCopiedPanels)
            : (int)long.Clamp(FirstLevelBytes / long.Max(bytes, 1), 1, MostPanels);
    }

    /// <summary>The running totals of a slot over full panels.</summary>
    public T* Totals(Slot slot) => scratch[slot.Index];

    /// <summary>The running totals of a slot in the last panel, if it is not full.</summary>
    public T* LastTotals(Slot slot) => rest[slot.Index];

    /// <summary>How much scratch there is.</summary>
    public long Bytes => numbers.Length * sizeof(T);

    /// <summary>How many lanes a panel has.</summary>
    public int PanelLanes => panelLanes;

    /// <summary>Points the slots at a slab and copies in what cannot be read where it lies.</summary>
    public void Open(in Frame<T> frame, int panel, int panels, int lanes)
    {
        bool isFull = lanes == panelLanes;
        foreach (Slot slot in slots)
        {
            switch (slot)
            {
                case { Kind: SlotKind.Lanes, Outside: { } outside, IsDirect: true } when isFull:
                    Point(slot, frame.Pointer(outside.Place) + (panel * (nint)panelLanes), outside.ColumnStride, panelLanes);
                    break;
                case { Kind: SlotKind.Lanes }:
                    Point(slot, scratch[slot.Index], panelLanes, slot.Columns * (nint)panelLanes);
                    break;
                case { Kind: SlotKind.Total }:
                    Point(slot, isFull ? scratch[slot.Index] : rest[slot.Index], panelLanes, 0);
                    break;
                default:
                    Point(slot, frame.Pointer(slot.Source!.Place), 1, 0);
                    break;
            }

            if (slot is { Kind: SlotKind.Lanes, Source: { } source } && !(slot.IsDirect && isFull))
            {
                CopyIn(frame, slot, source, panel, panels, lanes);
            }
        }
    }

    /// <summary>Copies out what could not be written where it belongs.</summary>
    public void Close(in Frame<T> frame, int panel, int panels, int lanes)
    {
        foreach (Slot slot in slots)
        {
            if (slot is { Kind: SlotKind.Lanes, Target: { } target } && !(slot.IsDirect && lanes == panelLanes))
            {
                CopyOut(frame, slot, target, panel, panels, lanes);
            }
        }
    }

    private void Point(Slot slot, T* begin, nint columnStep, nint panelStep)
    {
        Slots[slot.Index] = begin;
        ColumnSteps[slot.Index] = columnStep;
        PanelSteps[slot.Index] = panelStep;
    }

    // Full panels of memory whose lanes lie side by side go column by column, so that memory is read in long runs.
    private void CopyIn(in Frame<T> frame, Slot slot, LanePlace source, int panel, int panels, int lanes)
    {
        T* from = frame.Pointer(source.Place) + (panel * (nint)panelLanes * source.LaneStride);
        T* to = Slots[slot.Index];
        nint step = PanelSteps[slot.Index];
        for (int j = 0; source.LaneStride == 1 && lanes == panelLanes && j < slot.Columns; j++)
        {
            Copying<T>.Runs(from + (j * source.ColumnStride), panelLanes, panels, panelLanes, to + (j * panelLanes), step);
        }

        for (int p = 0; (source.LaneStride != 1 || lanes < panelLanes) && p < panels; p++)
        {
            Packing<T>.Panel(from + (p * panelLanes * source.LaneStride), source.LaneStride, source.ColumnStride, lanes, slot.Columns, panelLanes, to + (p * step));
        }
    }

    private void CopyOut(in Frame<T> frame, Slot slot, LanePlace target, int panel, int panels, int lanes)
    {
        T* from = Slots[slot.Index];
        T* to = frame.Pointer(target.Place) + (panel * (nint)panelLanes * target.LaneStride);
        nint step = PanelSteps[slot.Index];
        for (int j = 0; target.LaneStride == 1 && lanes == panelLanes && j < slot.Columns; j++)
        {
            Copying<T>.Runs(from + (j * panelLanes), step, panels, panelLanes, to + (j * target.ColumnStride), panelLanes);
        }

        for (int p = 0; (target.LaneStride != 1 || lanes < panelLanes) && p < panels; p++)
        {
            Packing<T>.Unpanel(from + (p * step), panelLanes, lanes, slot.Columns, to + (p * panelLanes * target.LaneStride), target.LaneStride, target.ColumnStride);
        }
    }

    // Totals of full panels and of the last one, and that panel of slots which are otherwise read and written where they lie.
    private int OwnColumns(Slot slot) => slot.Kind switch
    {
        SlotKind.Total => 2 * slot.Columns,
        SlotKind.Lanes when layout.Buffers.BufferOf(slot) is null => slot.Columns,
        _ => 0,
    };
}
