using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>Where the slices of a matrix lie: entry e of slice l is at l·SliceStride + e·EntryStride.</summary>
internal readonly record struct SliceLayout(int Count, int Length, int SliceStride, int EntryStride)
{
    public static SliceLayout Of(Slices slices, Place place) => slices switch
    {
        Slices.Rows => new(place.Rows, place.Columns, place.Columns, 1),
        Slices.Columns => new(place.Columns, place.Rows, 1, place.Columns),
        _ => new(1, place.Length, place.Length, 1),
    };
}
