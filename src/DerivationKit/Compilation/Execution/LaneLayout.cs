namespace DerivationKit.Compilation;

/// <summary>Where the lanes of a matrix lie: entry e of lane l is at l·LaneStride + e·EntryStride.</summary>
internal readonly record struct LaneLayout(int Count, int Length, int LaneStride, int EntryStride)
{
    public static LaneLayout Of(Lanes lanes, Place place) => lanes switch
    {
        Lanes.Rows => new(place.Rows, place.Columns, place.Columns, 1),
        Lanes.Columns => new(place.Columns, place.Rows, 1, place.Columns),
        _ => new(1, place.Length, place.Length, 1),
    };
}
