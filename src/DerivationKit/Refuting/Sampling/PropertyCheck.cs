using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Decides exactly whether values have the properties that a claim declares: only such values can refute it.</summary>
public static class PropertyCheck
{
    /// <summary>Whether an instance may speak about a claim: it satisfies the declarations, and each fact certainly holds there.</summary>
    public static bool Satisfies(this Instance instance, Claim claim) =>
        instance.Satisfies(claim.Variables) && new Premises(claim.Given).Missing(instance, WorkMeter.Unlimited()) is null;

    /// <summary>Whether an instance of unknown origin speaks about a claim: it has values for the claim's names and no others, it satisfies
    /// the declarations, and each fact certainly holds there, as far as the work allows to tell.</summary>
    internal static bool Fits(this Instance instance, Claim claim, WorkMeter work)
    {
        try
        {
            return instance.Sizes.Keys.SequenceEqual(SizeSelection.NamedDimensions(claim))
                && instance.Inputs.Keys.SequenceEqual(claim.Variables.Select(v => v.Name))
                && instance.Sizes.Values.All(size => size > 0)
                && instance.Satisfies(claim.Variables)
                && new Premises(claim.Given).Missing(instance, work) is null;
        }
        catch (Exception e) when (e is OverflowException or NotEvaluatedException)
        {
            return false;
        }
    }

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
        Property.OneHotRows => array.Entries.All(IsBit) && RowsSumToOne(array),
        Property.RowStochastic => array.Entries.All(x => x.Sign >= 0) && RowsSumToOne(array),
        Property.Symmetric => IsSquare(array) && All(array, (i, j) => array[i, j] == array[j, i]),
        Property.Skew => IsSquare(array) && All(array, (i, j) => array[i, j] == -array[j, i]),
        Property.Diagonal => IsSquare(array) && All(array, (i, j) => i == j || array[i, j].IsZero),
        Property.PositiveSemidefinite => Holds(Property.Symmetric, array) && Elimination.IsPositive(array, definite: false),
        Property.PositiveDefinite => Holds(Property.Symmetric, array) && Elimination.IsPositive(array, definite: true),
        Property.Invertible => IsSquare(array) && Elimination.IsInvertible(array),
        Property.Orthogonal => IsSquare(array) && HasOrthonormalColumns(array),
        Property.OrthonormalColumns => HasOrthonormalColumns(array),
        Property.Permutation => IsSquare(array) && array.Entries.All(IsBit) && HasOrthonormalColumns(array),
        Property.OneHot => IsVector(array) && array.Entries.All(IsBit) && Sum(array.Entries, x => x).IsOne,
        Property.Simplex => IsVector(array) && array.Entries.All(x => x.Sign >= 0) && Sum(array.Entries, x => x).IsOne,
        Property.Unit => IsVector(array) && Sum(array.Entries, x => x * x).IsOne,
        _ when Enum.IsDefined(property) => array.Entries.All(x => HoldsOfEntry(property, x)),
        _ => throw new ArgumentOutOfRangeException(nameof(property)),
    };

    /// <summary>Whether an entry has a property of entries; every other property is no matter of a single entry.</summary>
    internal static bool HoldsOfEntry(Property property, Rational x) => property switch
    {
        Property.Positive => x.Sign > 0,
        Property.NonNegative => x.Sign >= 0,
        Property.NonZero => !x.IsZero,
        Property.Zero => x.IsZero,
        Property.Between01 => x.Sign > 0 && x < Rational.One,
        Property.Mask => IsBit(x),
        Property.Signs => Rational.Abs(x).IsOne,
        _ => true,
    };

    private static bool IsBit(Rational x) => x.IsZero || x.IsOne;

    private static bool IsVector(ExactArray array) => array.Rows == 1 || array.Columns == 1;

    private static bool IsSquare(ExactArray array) => array.Rows == array.Columns;

    private static bool RowsSumToOne(ExactArray array) =>
        Enumerable.Range(0, array.Rows).All(i => Sum(Enumerable.Range(0, array.Columns), j => array[i, j]).IsOne);

    // For a square matrix Q'Q = I implies QQ' = I.
    private static bool HasOrthonormalColumns(ExactArray array) =>
        Enumerable.Range(0, array.Columns).All(j => Enumerable.Range(0, array.Columns).All(k =>
            Sum(Enumerable.Range(0, array.Rows), i => array[i, j] * array[i, k]) == (j == k ? Rational.One : Rational.Zero)));

    private static Rational Sum<T>(IEnumerable<T> items, Func<T, Rational> term) =>
        items.Aggregate(Rational.Zero, (sum, item) => sum + term(item));

    private static bool All(ExactArray array, Func<int, int, bool> holds) =>
        Enumerable.Range(0, array.Rows).All(i => Enumerable.Range(0, array.Columns).All(j => holds(i, j)));
}
