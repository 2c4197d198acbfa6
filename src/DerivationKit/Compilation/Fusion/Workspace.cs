using System.Numerics;
using DerivationKit.Compilation.Kernels;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The memory that a region works on: where each slot lies at present, and scratch.</summary>
internal sealed unsafe class Workspace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // What may lie in the second-level cache beside packed weights.
    private const int SlabBytes = 1 << 20;
    private const int MostPanels = 8;

    // An array, since a loop through a list that is known as an interface allocates.
    private readonly Slot[] slots;
    private readonly int panelLanes;
    private readonly NativeBuffer<T> numbers;
    private readonly NativeBuffer<nint> tables;
    private readonly T*[] scratch;
    private readonly T*[] rest;

    public Workspace(RegionLayout layout, int panelLanes, int slabPanels)
    {
        (slots, this.panelLanes) = ([.. layout.Slots], panelLanes);
        int count = slots.Length;
        numbers = new(slots.Sum(slot => (long)LengthOf(slot, slabPanels) + RestLength(slot)));
        tables = new(3 * count);
        (scratch, rest) = (new T*[count], new T*[count]);
        T* next = numbers.Pointer;
        foreach (Slot slot in slots)
        {
            scratch[slot.Index] = next;
            next += LengthOf(slot, slabPanels);
            rest[slot.Index] = next;
            next += RestLength(slot);
        }
    }

    /// <summary>Where each slot begins for the first panel of the slab.</summary>
    public T** Slots => (T**)tables.Pointer;

    /// <summary>How far apart two columns of each slot lie.</summary>
    public nint* ColumnSteps => tables.Pointer + slots.Length;

    /// <summary>How far apart two panels of each slot lie.</summary>
    public nint* PanelSteps => tables.Pointer + (2 * slots.Length);

    /// <summary>How many panels of a region fit into a slab.</summary>
    public static int PanelsPerSlab(RegionLayout layout, int panelLanes)
    {
        long bytes = layout.Slots.Where(slot => slot.Kind == SlotKind.Lanes && (slot.Outside is null || !slot.IsDirect)).Sum(slot => (long)slot.Columns * panelLanes * sizeof(T));
        return (int)long.Clamp(SlabBytes / long.Max(bytes, 1), 1, MostPanels);
    }

    /// <summary>The running totals of a slot over full panels.</summary>
    public T* Totals(Slot slot) => scratch[slot.Index];

    /// <summary>The running totals of a slot in the last panel, if it is not full.</summary>
    public T* LastTotals(Slot slot) => rest[slot.Index];

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
                    Point(slot, isFull ? scratch[slot.Index] : Rest(slot), panelLanes, slot.Columns * (nint)panelLanes);
                    break;
                case { Kind: SlotKind.Total }:
                    Point(slot, isFull ? scratch[slot.Index] : rest[slot.Index], panelLanes, 0);
                    break;
                default:
                    Point(slot, frame.Pointer(slot.Source!.Value.Place), 1, 0);
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
                T* to = frame.Pointer(target.Place);
                for (int p = 0; p < panels; p++)
                {
                    Packing<T>.Unpanel(
                        Slots[slot.Index] + (p * PanelSteps[slot.Index]), panelLanes, lanes, slot.Columns,
                        to + ((panel + p) * panelLanes * target.LaneStride), target.LaneStride, target.ColumnStride);
                }
            }
        }
    }

    private void Point(Slot slot, T* begin, nint columnStep, nint panelStep)
    {
        Slots[slot.Index] = begin;
        ColumnSteps[slot.Index] = columnStep;
        PanelSteps[slot.Index] = panelStep;
    }

    private void CopyIn(in Frame<T> frame, Slot slot, LanePlace source, int panel, int panels, int lanes)
    {
        T* from = frame.Pointer(source.Place);
        for (int p = 0; p < panels; p++)
        {
            Packing<T>.Panel(
                from + ((panel + p) * panelLanes * source.LaneStride), source.LaneStride, source.ColumnStride, lanes, slot.Columns, panelLanes,
                Slots[slot.Index] + (p * PanelSteps[slot.Index]));
        }
    }

    // Slots that are read and written where they lie need scratch only for the last panel; the others use that of a full one.
    private T* Rest(Slot slot) => slot is { Outside: not null, IsDirect: true } ? rest[slot.Index] : scratch[slot.Index];

    private int LengthOf(Slot slot, int slabPanels) => slot switch
    {
        { Kind: SlotKind.Total } => slot.Columns * panelLanes,
        { Kind: SlotKind.Lanes, Outside: not null, IsDirect: true } => 0,
        { Kind: SlotKind.Lanes } => slot.Columns * panelLanes * slabPanels,
        _ => 0,
    };

    private int RestLength(Slot slot) =>
        slot.Kind == SlotKind.Total || slot is { Kind: SlotKind.Lanes, Outside: not null, IsDirect: true } ? slot.Columns * panelLanes : 0;
}
