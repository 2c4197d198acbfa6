using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>Which shapes a property fits, how it is written, and whether it is open.</summary>
public static class PropertyRules
{
    /// <summary>How a declaration writes the property.</summary>
    public static string Name(Property property) => property switch
    {
        Property.Positive => "positive",
        Property.Symmetric => "symmetric",
        Property.OneHotRows => "onehot_rows",
        Property.RowStochastic => "row_stochastic",
        Property.Orthogonal => "orthogonal",
        Property.Mask => "mask",
        _ => throw new ArgumentOutOfRangeException(nameof(property)),
    };

    /// <summary>Whether a neighbourhood of a point with the property has it too; only then does it survive under a derivative.</summary>
    public static bool IsOpen(Property property) => property is Property.Positive;

    internal static void Check(Variable variable, Property property)
    {
        bool fits = property switch
        {
            Property.Positive or Property.Mask => true,
            Property.Symmetric or Property.Orthogonal => variable.Shape.IsSquare && variable.Shape.Axes.Length == 2,
            _ => variable.Shape.Axes.Length == 2,
        };
        if (!fits)
        {
            string wanted = property is Property.Symmetric or Property.Orthogonal ? "a square matrix" : "a matrix";
            throw new ShapeException($"{variable.Name}: {variable.Shape} cannot be {Name(property)}, which needs {wanted}");
        }
    }
}
