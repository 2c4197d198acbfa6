using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The factor of a product that all lanes share: Rows × Depth numbers, of which each lane gets one combination for each row.</summary>
/// <param name="Product">The product.</param>
/// <param name="Place">Where they lie.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="DepthStride">From one summand to the next.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Depth">How many summands.</param>
internal sealed record Weights(Value.Product Product, Place Place, nint RowStride, nint DepthStride, int Rows, int Depth)
{
    /// <summary>How many numbers they are.</summary>
    public long Length => (long)Rows * Depth;

    /// <summary>The weights of all products of a region with them.</summary>
    public static ImmutableArray<Weights> Of(ImmutableArray<RegionWork> work, Region region, Func<Value, Place> sourceOf) =>
        [.. work.OfType<RegionWork.Multiply>().Where(item => !item.IsGram).Select(item => Of(item, region, sourceOf))];

    /// <summary>The weights of a product.</summary>
    public static Weights Of(RegionWork.Multiply work, Region region, Func<Value, Place> sourceOf)
    {
        Value.Product product = work.Product;
        if (region.LanesOf(product.Shape) == LaneSide.Rows)
        {
            Place right = View(product.Right);
            return new(product, right, right.ColumnStride, right.RowStride, right.Columns, right.Rows);
        }

        Place left = View(product.Left);
        return new(product, left, left.RowStride, left.ColumnStride, left.Rows, left.Columns);

        Place View(Factor side) => side.Transposed ? sourceOf(side.Value).Transposed : sourceOf(side.Value);
    }
}
