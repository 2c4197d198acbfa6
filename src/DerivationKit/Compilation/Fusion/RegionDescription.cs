using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Describes a region in one instance.</summary>
/// <param name="region">The region.</param>
/// <param name="layout">Its slots.</param>
/// <param name="nameOf">The names of values.</param>
/// <param name="nameOfPlace">The names of places.</param>
internal sealed class RegionDescription(Region region, RegionLayout layout, Func<Value, string> nameOf, Func<Place, string> nameOfPlace)
{
    /// <summary>The description of a region that is computed panel by panel.</summary>
    public PlanStep.Region Of(
        ImmutableArray<RegionWork> work, int panelLanes, int panelsPerSlab, int parts, int threads, bool arePacked, int numberBytes, long scratchBytes)
    {
        ImmutableArray<PlanWork> described = [.. work.Select(Describe)];
        return new(
            layout.IsFlat ? "all entries" : $"{region.Axis}", Lane, layout.LaneCount, panelLanes, panelsPerSlab, parts, threads, arePacked,
            described,
            [.. layout.Slots.Select(slot => Describe(slot, (long)panelLanes * panelsPerSlab * numberBytes))],
            scratchBytes,
            described.Aggregate(PlanCost.None, (sum, item) => sum + item.Cost));
    }

    private PlanLane Lane => layout.IsFlat ? PlanLane.Entry : region.Side == LaneSide.Rows ? PlanLane.Row : PlanLane.Column;

    private PlanWork Describe(RegionWork work)
    {
        PlanCost cost = RegionCost.Of(work, layout);
        return work switch
        {
            RegionWork.Multiply x => new PlanWork.Product(
                nameOf(x.With.Result), Print(x), RowsOf(x), layout.LengthOf(x.Product.Left.Shape.Columns), x.IsGram, cost),
            RegionWork.Compute x => new PlanWork.Stage([.. x.Stage.Loops.Select(Describe)], cost),
            _ => throw new InvalidOperationException($"{work.GetType().Name} is no work"),
        };
    }

    private string Print(RegionWork.Multiply work)
    {
        (_, Multiple ofProduct, Value? addend, Multiple ofAddend, _) = work.With;
        string times = ofProduct.IsOne ? "" : $", times {ofProduct.Print(nameOf)}";
        string plus = addend is null ? "" : $", plus {(ofAddend.IsOne ? "" : $"{ofAddend.Print(nameOf)}*")}{nameOf(addend)}";
        return $"{work.Product.Print(nameOf)}{times}{plus}";
    }

    private int RowsOf(RegionWork.Multiply work)
    {
        Shape shape = work.Product.Shape;
        return layout.LengthOf(!work.IsGram && region.LanesOf(shape) == LaneSide.Rows ? shape.Columns : shape.Rows);
    }

    private PlanLoop Describe(StageLoop loop) => new(
        layout.ColumnsOf(loop.Across),
        [.. loop.Values.Select(value => new PlanValue(nameOf(value), value.Print(nameOf), region.RoleOf(value) == Role.Total))],
        RegionCost.Of(loop, layout));

    private PlanSlot Describe(Slot slot, long columnBytes)
    {
        int? buffer = layout.Buffers.BufferOf(slot)?.Index;
        return new(
            nameOf(slot.Value),
            Enum.Parse<PlanSlotKind>(slot.Kind.ToString()),
            slot.Columns,
            slot.Source is { } source ? nameOfPlace(source.Place) : null,
            slot.Target is { } target ? nameOfPlace(target.Place) : null,
            buffer,
            buffer is null ? 0 : slot.Columns * columnBytes);
    }
}
