using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The slots of a region in one instance.</summary>
internal sealed class RegionLayout
{
    private readonly Region region;
    private readonly Sizes sizes;
    private readonly Func<Value, Place> sourceOf;
    private readonly IReadOnlyDictionary<Value, Place> targets;
    private readonly bool isCopied;
    private readonly List<Slot> slots = [];

    private RegionLayout(
        Region region, ImmutableArray<RegionWork> work, Sizes sizes, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets, bool isFlat, bool isCopied)
    {
        (this.region, this.sizes, this.sourceOf, this.targets, IsFlat, this.isCopied) = (region, sizes, sourceOf, targets, isFlat, isCopied);
        foreach (RegionWork item in work)
        {
            Visit(item);
        }

        foreach (Value kept in targets.Keys)
        {
            Stored(kept);
        }

        Buffers = BufferAssignment.Of(work, this);
    }

    // A factor of a product that has lanes, and on which side of the value these are.
    private sealed record LaneFactor(Value Value, LaneSide Side);

    /// <summary>Which slots share scratch.</summary>
    public BufferAssignment Buffers { get; }

    /// <summary>Whether arrays are read as one long column, since nothing tells their columns apart.</summary>
    public bool IsFlat { get; }

    /// <summary>All slots.</summary>
    public List<Slot> Slots => slots;

    /// <summary>Lays out a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="work">Its work.</param>
    /// <param name="sizes">The sizes of the dimensions.</param>
    /// <param name="sourceOf">Where a value from outside lies.</param>
    /// <param name="targets">Where the values go that are needed outside.</param>
    /// <param name="isCopied">Whether panels of factors and results are copied even if they could be read or written where they lie.</param>
    public static RegionLayout Of(
        Region region, ImmutableArray<RegionWork> work, Sizes sizes, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets, bool isCopied) =>
        new(region, work, sizes, sourceOf, targets, IsOneColumn(region, sourceOf, targets), isCopied);

    /// <summary>The slot that holds the lanes of a value, which are on a side of it; nothing if they stay in registers.</summary>
    public Slot? Lanes(Value value, LaneSide side)
    {
        value = RegionSchedule.Resolve(region, value);
        return Find(value, SlotKind.Lanes, SideOf(value, side));
    }

    /// <summary>The slot of a value that is not lanes.</summary>
    public Slot Find(Value value, SlotKind kind) => Find(value, kind, default)!;

    private Slot? Find(Value value, SlotKind kind, LaneSide side) =>
        slots.Find(slot => slot.Value == value && slot.Kind == kind && slot.Side == side);

    // The shape that the first instruction works on.
    private static Shape FirstShape(Region region) =>
        region.Values[0] is Value.Reduction first ? first.Operands[0].Shape : region.Values[0].Shape;

    // All arithmetic is entry by entry on arrays of one shape and one order.
    private static bool IsOneColumn(Region region, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets)
    {
        Shape shape = FirstShape(region);
        List<Place> places = [.. targets.Keys.Where(value => region.RoleOf(value) == Role.Map).Select(value => targets[value])];
        foreach (Value value in region.Values)
        {
            if (value is Value.Elementwise map && region.RoleOf(value) == Role.Map && map.Shape == shape && map.Reads.All(read => read.Reading is Reading.Entry or Reading.Scalar))
            {
                places.AddRange(Region.Reads(value).Where(read => read.Reading == Reading.Entry && !region.Contains(read.Value)).Select(read => sourceOf(read.Value)));
            }
            else if (value is Value.Reduction { Slices: Operators.Slices.All } && value.Operands[0].Shape == shape)
            {
                places.AddRange(region.Contains(value.Operands[0]) ? [] : [sourceOf(value.Operands[0])]);
            }
            else
            {
                return false;
            }
        }

        return places.All(place => place.Is(MatrixLayout.RowMajor)) || places.All(place => place.Is(MatrixLayout.ColumnMajor));
    }

    /// <summary>How many lanes there are.</summary>
    public int LaneCount => IsFlat ? Length(FirstShape(region)) : sizes.Of(region.Axis);

    /// <summary>How many numbers outside the region its lanes are.</summary>
    public long OutsideLength =>
        slots.Where(slot => slot is { Kind: SlotKind.Lanes, Outside: not null }).Sum(slot => (long)slot.Columns * LaneCount);

    /// <summary>How many columns an axis across the lanes has.</summary>
    public int ColumnsOf(Axis across) => IsFlat ? 1 : sizes.Of(across);

    /// <summary>Whether there is one column, whatever the sizes are.</summary>
    public bool IsSingle(Axis across) => IsFlat || across.IsOne;

    /// <summary>How long an axis is.</summary>
    public int LengthOf(Axis axis) => sizes.Of(axis);

    /// <summary>The size of a dimension.</summary>
    public int SizeOf(DerivationKit.Kernel.Dimension dimension) => sizes.Of(dimension);

    private int Length(Shape shape) => sizes.Of(shape.Rows) * sizes.Of(shape.Columns);

    /// <summary>The slots of a product: the lanes that it reads and those that it writes, or the two factors of one that sums over lanes.</summary>
    public (Slot First, Slot Second) SlotsOf(RegionWork.Multiply work)
    {
        Slot[] factors = [.. LaneFactors(work).Select(factor => Lanes(factor.Value, factor.Side)!)];
        return (factors[0], work.IsGram ? factors[1] : Lanes(work.With.Result, ResultSide(work))!);
    }

    /// <summary>The slot of what is added to a product.</summary>
    public Slot? AddendOf(RegionWork.Multiply work) => work.With.Addend is { } addend ? Lanes(addend, ResultSide(work)) : null;

    private LaneSide ResultSide(RegionWork.Multiply work) => region.LanesOf(work.Product.Shape)!.Value;

    private ImmutableArray<LaneFactor> LaneFactors(RegionWork.Multiply work)
    {
        (Factor left, Factor right) = (work.Product.Left, work.Product.Right);
        return work.IsGram ? [Seen(left, LaneSide.Columns), Seen(right, LaneSide.Rows)]
            : region.LanesOf(work.Product.Shape) == LaneSide.Rows ? [Seen(left, LaneSide.Rows)]
            : [Seen(right, LaneSide.Columns)];

        static LaneFactor Seen(Factor factor, LaneSide lanes) =>
            new(factor.Value, factor.Transposed == (lanes == LaneSide.Rows) ? LaneSide.Columns : LaneSide.Rows);
    }

    /// <summary>The slots of lanes that hold a value computed in a loop, or its operands; those that stay in registers may be among them.</summary>
    public IEnumerable<Slot> TouchedBy(Value value)
    {
        IEnumerable<Slot?> read = Region.Reads(value)
            .Where(read => KindOf(value, read.Reading) == SlotKind.Lanes)
            .Select(read => Lanes(read.Value, SideOf(value, RegionSchedule.Resolve(region, read.Value), read.Reading)));
        return read.Append(region.RoleOf(value) == Role.Total ? null : Lanes(value, region.LanesOf(value.Shape)!.Value)).OfType<Slot>();
    }

    private void Visit(RegionWork item)
    {
        switch (item)
        {
            case RegionWork.Multiply x:
                foreach (LaneFactor factor in LaneFactors(x))
                {
                    Visit(factor.Value, factor.Side);
                }

                VisitCombination(x);
                Stored(x.With.Result);
                break;
            case RegionWork.Compute x:
                VisitStage(x.Stage);
                break;
        }
    }

    private void VisitCombination(RegionWork.Multiply work)
    {
        if (work.With.Addend is { } addend)
        {
            Visit(addend, ResultSide(work));
        }

        foreach (Value factor in new[] { work.With.OfProduct.Factor, work.With.OfAddend.Factor }.OfType<Value>())
        {
            VisitNumber(SlotKind.Scalar, factor);
        }
    }

    private void VisitStage(Stage stage)
    {
        HashSet<Value> ready = [];
        foreach (StageLoop loop in stage.Loops)
        {
            HashSet<Value> here = [.. loop.Values];
            foreach (Value reader in loop.Values)
            {
                foreach (Read read in Region.Reads(reader))
                {
                    VisitRead(reader, RegionSchedule.Resolve(region, read.Value), read.Reading, here, ready);
                }
            }

            foreach (Value total in loop.Values.Where(value => region.RoleOf(value) == Role.Total))
            {
                Add(SlotKind.Total, total, default, total.Shape.IsScalar ? 1 : ColumnsOf(loop.Across), null, null);
            }

            ready.UnionWith(loop.Values);
        }
    }

    // Values of one column that the stage has computed, and whatever this loop computes, are in registers.
    private void VisitRead(Value reader, Value value, Reading reading, HashSet<Value> here, HashSet<Value> ready)
    {
        bool isInRegister = here.Contains(value) || (ready.Contains(value) && (region.RoleOf(value) == Role.Reduction || IsSingle(region.AcrossOf(value.Shape))));
        if (!isInRegister)
        {
            switch (KindOf(reader, reading))
            {
                case SlotKind.Lanes:
                    Visit(value, SideOf(reader, value, reading));
                    break;
                case SlotKind kind:
                    VisitNumber(kind, value);
                    break;
            }
        }
    }

    private void VisitNumber(SlotKind kind, Value value) => Add(kind, value, default, 1, LanePlace.Of(sourceOf(value), LaneSide.Rows), null);

    /// <summary>How an operand of elementwise code is read.</summary>
    public SlotKind KindOf(Value reader, Reading reading) => reading switch
    {
        Reading.Scalar => SlotKind.Scalar,
        Reading.Entry => SlotKind.Lanes,
        _ => reading == Region.AlongLanes(region.LanesOf(reader.Shape)!.Value) ? SlotKind.Lanes : SlotKind.Across,
    };

    /// <summary>On which side of an operand the lanes are.</summary>
    public LaneSide SideOf(Value reader, Value operand, Reading reading) => reader is Value.Reduction || reading != Reading.Entry
        ? region.LanesOf(operand.Shape) ?? (operand.Shape.IsColumn ? LaneSide.Rows : LaneSide.Columns)
        : region.LanesOf(reader.Shape)!.Value;

    // Whatever is computed here has its lanes where its shape says.
    private LaneSide SideOf(Value value, LaneSide side) => region.Contains(value) ? region.LanesOf(value.Shape) ?? side : side;

    private void Visit(Value value, LaneSide side)
    {
        value = RegionSchedule.Resolve(region, value);
        if (region.Contains(value))
        {
            Stored(value);
        }
        else
        {
            LanePlace place = IsFlat ? new(sourceOf(value), 1, 1) : LanePlace.Of(sourceOf(value), side);
            Add(SlotKind.Lanes, value, side, ColumnsOf(side == LaneSide.Rows ? value.Shape.Columns : value.Shape.Rows), place, null);
        }
    }

    // A value that is computed here and read from memory later.
    private void Stored(Value value)
    {
        if (region.RoleOf(value) is Role.Total or Role.Gram)
        {
            return;
        }

        LaneSide side = region.LanesOf(value.Shape)!.Value;
        LanePlace? target = targets.TryGetValue(value, out Place? place) ? IsFlat ? new(place, 1, 1) : LanePlace.Of(place, side) : null;
        Add(SlotKind.Lanes, value, side, ColumnsOf(region.AcrossOf(value.Shape)), null, target);
    }

    private void Add(SlotKind kind, Value value, LaneSide side, int columns, LanePlace? source, LanePlace? target)
    {
        if (Find(value, kind, side) is not null)
        {
            return;
        }

        // Arithmetic reads a column once, so that copying it first would be one more pass; products read it again and again.
        bool isCopiedHere = isCopied && columns > 1 && (target is not null || IsFactor(value));
        bool isDirect = kind != SlotKind.Lanes || ((source ?? target) is { LaneStride: 1 } && !isCopiedHere);
        slots.Add(new(slots.Count, kind, value, side, columns, source, target, isDirect));
    }

    private bool IsFactor(Value value) => region.Values.OfType<Value.Product>().Any(product => product.Operands.Contains(value));
}
