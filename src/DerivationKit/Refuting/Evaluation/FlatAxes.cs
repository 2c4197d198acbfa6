using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Takes a product of dimensions for one dimension of its size. Entries are numbered the same way, slow factors first, so what an
/// operator makes of its arguments' entries stays the same; and products of the same dimensions meet in any order.</summary>
internal sealed class FlatAxes
{
    private readonly Dictionary<string, Dimension> flat = [];

    // By reference: a dimension of the claim may have the same name.
    private readonly Dictionary<Dimension, Axis> products = new(ReferenceEqualityComparer.Instance);

    /// <summary>The shape with each product replaced.</summary>
    public Shape Flatten(Shape shape) => new(Flatten(shape.Rows), Flatten(shape.Columns));

    /// <summary>The size of a dimension, or of the product for which it stands.</summary>
    public int SizeOf(Dimension dimension, Func<Dimension, int> sizeOf) =>
        products.TryGetValue(dimension, out Axis? product) ? product.SizeBy(sizeOf) : sizeOf(dimension);

    private Axis Flatten(Axis axis)
    {
        if (axis.Factors.Length < 2)
        {
            return axis;
        }

        string factors = string.Join('*', axis.Factors.Select(factor => factor.Text).Order(StringComparer.Ordinal));
        if (!flat.TryGetValue(factors, out Dimension? dimension))
        {
            flat[factors] = dimension = Dimension.Named($"product{flat.Count + 1}");
            products[dimension] = axis;
        }

        return dimension;
    }
}
