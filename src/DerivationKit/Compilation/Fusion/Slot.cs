namespace DerivationKit.Compilation.Fusion;

/// <summary>How the numbers of a slot belong to lanes.</summary>
internal enum SlotKind
{
    /// <summary>For each lane, one number in each column.</summary>
    Lanes,

    /// <summary>One number in each column, for all lanes.</summary>
    Across,

    /// <summary>One number.</summary>
    Scalar,

    /// <summary>For each place of a lane within a panel, a running sum or maximum in each column.</summary>
    Total,
}

/// <summary>Numbers that a region reads or writes: memory of the caller or of other steps, or scratch.</summary>
/// <param name="Index">The position among the region's slots.</param>
/// <param name="Kind">How the numbers belong to lanes.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Side">On which side of it the lanes are.</param>
/// <param name="Columns">How many columns it has.</param>
/// <param name="Source">Where it comes from, if it is known before the region runs.</param>
/// <param name="Target">Where it goes, if it is needed when the region has run.</param>
/// <param name="IsDirect">Whether the region works on that memory; else it copies panels from there or to there.</param>
internal sealed record Slot(
    int Index, SlotKind Kind, Value Value, LaneSide Side, int Columns, LanePlace? Source, LanePlace? Target, bool IsDirect)
{
    /// <summary>The memory outside the region, if there is any.</summary>
    public LanePlace? Outside => Source ?? Target;

    /// <summary>Slots are told apart, whatever they hold.</summary>
    public bool Equals(Slot? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;
}

/// <summary>A place as the lanes of a region see it.</summary>
/// <param name="Place">The place.</param>
/// <param name="LaneStride">How far apart two lanes lie.</param>
/// <param name="ColumnStride">How far apart two columns lie.</param>
internal sealed record LanePlace(Place Place, nint LaneStride, nint ColumnStride)
{
    /// <summary>A place whose lanes are on a side.</summary>
    public static LanePlace Of(Place place, LaneSide lanes) =>
        lanes == LaneSide.Rows ? new(place, place.RowStride, place.ColumnStride) : new(place, place.ColumnStride, place.RowStride);
}
