using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Decides exactly whether values have the properties that a claim declares: only such values can refute it.</summary>
public static class PropertyCheck
{
    /// <summary>Whether the instance has a size for each dimension and, for each variable, a value of its shape with all its
    /// properties.</summary>
    public static bool Satisfies(this Instance instance, ImmutableArray<Variable> variables) =>
        variables.All(v =>
            v.Shape.Dimensions.All(d => d.Size is not null || (instance.Sizes.TryGetValue(d.Text, out int size) && size > 0))
            && instance.Inputs.TryGetValue(v.Name, out ExactArray? value)
            && value.Rows == instance.SizeOf(v.Shape.Rows)
            && value.Columns == instance.SizeOf(v.Shape.Columns)
            && value.Entries.Length == value.Rows * value.Columns
            && v.Properties.All(p => Holds(p, value)));

    /// <summary>Whether an array has a property.</summary>
    public static bool Holds(Property property, ExactArray array) => property switch
    {
        Property.Positive => array.Entries.All(x => x.Sign > 0),
        Property.Mask => array.Entries.All(IsBit),
        Property.OneHotRows => array.Entries.All(IsBit) && RowsSumToOne(array),
        Property.RowStochastic => array.Entries.All(x => x.Sign >= 0) && RowsSumToOne(array),
        Property.Symmetric => IsSquare(array) && All(array, (i, j) => array[i, j] == array[j, i]),
        Property.Orthogonal => IsSquare(array)
            && All(array, (i, j) => RowProduct(array, i, j) == (i == j ? Rational.One : Rational.Zero)),
        _ => throw new ArgumentOutOfRangeException(nameof(property)),
    };

    private static bool IsBit(Rational x) => x.IsZero || x.IsOne;

    private static bool IsSquare(ExactArray array) => array.Rows == array.Columns;

    private static bool RowsSumToOne(ExactArray array) =>
        Enumerable.Range(0, array.Rows).All(i => Sum(array.Columns, j => array[i, j]).IsOne);

    // For a square matrix QQ' = I implies Q'Q = I.
    private static Rational RowProduct(ExactArray array, int i, int j) => Sum(array.Columns, p => array[i, p] * array[j, p]);

    private static Rational Sum(int count, Func<int, Rational> term) =>
        Enumerable.Range(0, count).Aggregate(Rational.Zero, (sum, i) => sum + term(i));

    private static bool All(ExactArray array, Func<int, int, bool> holds) =>
        Enumerable.Range(0, array.Rows).All(i => Enumerable.Range(0, array.Columns).All(j => holds(i, j)));
}
