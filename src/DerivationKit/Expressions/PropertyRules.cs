using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>Which shapes a property fits, how it is written, and whether it is open.</summary>
public static class PropertyRules
{
    /// <summary>How a declaration writes the property.</summary>
    public static string Name(Property property) => property switch
    {
        Property.Positive => "positive",
        Property.NonNegative => "nonnegative",
        Property.NonZero => "nonzero",
        Property.Zero => "zero",
        Property.Between01 => "between01",
        Property.Mask => "mask",
        Property.Signs => "signs",
        Property.Symmetric => "symmetric",
        Property.Skew => "skew",
        Property.Diagonal => "diagonal",
        Property.PositiveSemidefinite => "psd",
        Property.PositiveDefinite => "pd",
        Property.Invertible => "invertible",
        Property.Orthogonal => "orthogonal",
        Property.OrthonormalColumns => "orthonormal_cols",
        Property.Permutation => "permutation",
        Property.OneHotRows => "onehot_rows",
        Property.RowStochastic => "row_stochastic",
        Property.OneHot => "onehot",
        Property.Simplex => "simplex",
        Property.Unit => "unit",
        _ => throw new ArgumentOutOfRangeException(nameof(property)),
    };

    /// <summary>Whether a neighbourhood of a point with the property has it too; only then does it survive under a derivative.</summary>
    public static bool IsOpen(Property property) =>
        property is Property.Positive or Property.NonZero or Property.Between01 or Property.Invertible;

    /// <summary>Whether an array of that shape can be declared to have the property.</summary>
    public static bool Fits(Property property, Shape shape) => property switch
    {
        Property.Positive or Property.NonNegative or Property.NonZero or Property.Zero or Property.Between01 or Property.Mask or Property.Signs => true,
        Property.OneHotRows or Property.RowStochastic or Property.OrthonormalColumns => shape.Axes.Length == 2,
        Property.OneHot or Property.Simplex or Property.Unit => shape.Axes.Length == 1,
        _ => shape.Rows == shape.Columns && shape.Axes.Length == 2,
    };

    internal static void Check(string name, Shape shape, Property property)
    {
        if (!Fits(property, shape))
        {
            throw new ShapeException($"{name}: {shape} cannot be {Name(property)}, which needs {Wanted(property)}");
        }
    }

    /// <summary>Whether a number has a property of numbers.</summary>
    internal static bool? Holds(Property property, Rational number) => property switch
    {
        Property.Positive => number.Sign > 0,
        Property.NonNegative => number.Sign >= 0,
        Property.NonZero => !number.IsZero,
        Property.Zero => number.IsZero,
        Property.Between01 => number.Sign > 0 && number < 1,
        Property.Mask => number.IsZero || number.IsOne,
        Property.Signs => number.IsOne || number == -1,
        _ => null,
    };

    /// <summary>What shape the property needs, as a sentence says it.</summary>
    internal static string Wanted(Property property) => property switch
    {
        Property.OneHotRows or Property.RowStochastic or Property.OrthonormalColumns => "a matrix",
        Property.OneHot or Property.Simplex or Property.Unit => "a vector",
        _ => "a square matrix",
    };
}
