using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The factor of a product that all lanes share: Rows × Depth numbers, of which each lane gets one combination for each row.</summary>
/// <param name="Product">The product.</param>
/// <param name="Place">Where they lie.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="DepthStride">From one summand to the next.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Depth">How many summands.</param>
/// <param name="Number">What all are multiplied by.</param>
/// <param name="Factor">Where another number lies that all are multiplied by.</param>
internal sealed record Weights(
    Value.Product Product, Place Place, nint RowStride, nint DepthStride, int Rows, int Depth, double Number, Place? Factor)
{
    /// <summary>How many numbers they are.</summary>
    public long Length => (long)Rows * Depth;

    /// <summary>Whether they are multiplied by anything.</summary>
    public bool IsScaled => Factor is not null || Number != 1;

    /// <summary>The weights of all products of a region with them.</summary>
    public static ImmutableArray<Weights> Of(ImmutableArray<RegionWork> work, Region region, Func<Value, Place> sourceOf) =>
        [.. work.OfType<RegionWork.Multiply>().Where(item => !item.IsGram).Select(item => Of(item, region, sourceOf))];

    /// <summary>The weights of a product.</summary>
    public static Weights Of(RegionWork.Multiply work, Region region, Func<Value, Place> sourceOf)
    {
        Value.Product product = work.Product;
        double number = work.With.OfProduct.Number.ToDouble();
        Place? scale = work.With.OfProduct.Factor is { } value ? sourceOf(value) : null;
        if (region.LanesOf(product.Shape) == LaneSide.Rows)
        {
            Place right = View(product.Right);
            return new(product, right, right.ColumnStride, right.RowStride, right.Columns, right.Rows, number, scale);
        }

        Place left = View(product.Left);
        return new(product, left, left.RowStride, left.ColumnStride, left.Rows, left.Columns, number, scale);

        Place View(Factor side) => side.Transposed ? sourceOf(side.Value).Transposed : sourceOf(side.Value);
    }
}
