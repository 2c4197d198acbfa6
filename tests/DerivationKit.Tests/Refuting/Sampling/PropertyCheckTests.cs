using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Sampling;

public class PropertyCheckTests
{
    [Theory]
    [InlineData(Property.Positive, "1 1/2; 3 1/9", true)]
    [InlineData(Property.Positive, "1 0; 3 1", false)]
    [InlineData(Property.Mask, "1 0 0; 0 1 1", true)]
    [InlineData(Property.Mask, "1 0 0; 0 -1 1", false)]
    [InlineData(Property.OneHotRows, "0 1 0; 1 0 0", true)]
    [InlineData(Property.OneHotRows, "0 1 1; 1 0 0", false)]
    [InlineData(Property.OneHotRows, "0 1/2 1/2; 1 0 0", false)]
    [InlineData(Property.OneHotRows, "0 0 0; 1 0 0", false)]
    [InlineData(Property.RowStochastic, "1/3 2/3 0; 0 0 1", true)]
    [InlineData(Property.RowStochastic, "1/3 1/3 0; 0 0 1", false)]
    [InlineData(Property.RowStochastic, "4/3 -1/3 0; 0 0 1", false)]
    [InlineData(Property.Symmetric, "1 -2; -2 5", true)]
    [InlineData(Property.Symmetric, "1 -2; 2 5", false)]
    [InlineData(Property.Symmetric, "1 2 3; 2 1 4", false)]
    [InlineData(Property.Orthogonal, "3/5 4/5; -4/5 3/5", true)]
    [InlineData(Property.Orthogonal, "3/5 4/5; 4/5 3/5", false)]
    [InlineData(Property.Orthogonal, "1 0 0; 0 1 0", false)]
    [InlineData(Property.Orthogonal, "2 0; 0 1/2", false)]
    [InlineData(Property.NonNegative, "1 0; 3 1", true)]
    [InlineData(Property.NonNegative, "1 0; -3 1", false)]
    [InlineData(Property.NonZero, "1 -2", true)]
    [InlineData(Property.NonZero, "1 0", false)]
    [InlineData(Property.Between01, "1/2 1/1000", true)]
    [InlineData(Property.Between01, "1/2 1", false)]
    [InlineData(Property.Between01, "1/2 0", false)]
    [InlineData(Property.Signs, "1 -1", true)]
    [InlineData(Property.Signs, "1 0", false)]
    [InlineData(Property.Skew, "0 2; -2 0", true)]
    [InlineData(Property.Skew, "0 2; 2 0", false)]
    [InlineData(Property.Skew, "1 2; -2 0", false)]
    [InlineData(Property.Diagonal, "3 0; 0 0", true)]
    [InlineData(Property.Diagonal, "3 0; 1 0", false)]
    [InlineData(Property.PositiveSemidefinite, "1 2; 2 4", true)]
    [InlineData(Property.PositiveSemidefinite, "0 0; 0 1", true)]
    [InlineData(Property.PositiveSemidefinite, "0 1; 1 1", false)]
    [InlineData(Property.PositiveSemidefinite, "1 2; 2 3", false)]
    [InlineData(Property.PositiveSemidefinite, "1 2; 0 4", false)]
    [InlineData(Property.PositiveSemidefinite, "1 1 1; 1 1 1; 1 1 0", false)]
    [InlineData(Property.PositiveSemidefinite, "1 1 1; 1 1 1; 1 1 2", true)]
    [InlineData(Property.PositiveDefinite, "2 1; 1 2", true)]
    [InlineData(Property.PositiveDefinite, "1 2; 2 4", false)]
    [InlineData(Property.PositiveDefinite, "2 1; 0 2", false)]
    [InlineData(Property.Invertible, "0 1; 2 0", true)]
    [InlineData(Property.Invertible, "1 2; 2 4", false)]
    [InlineData(Property.Invertible, "0 1 1; 1 1 0; 0 0 5", true)]
    [InlineData(Property.Invertible, "1 0 0; 0 1 0", false)]
    [InlineData(Property.OrthonormalColumns, "3/5; 4/5", true)]
    [InlineData(Property.OrthonormalColumns, "3/5 4/5", false)]
    [InlineData(Property.Permutation, "0 1; 1 0", true)]
    [InlineData(Property.Permutation, "0 1; 0 1", false)]
    [InlineData(Property.Permutation, "0 1; -1 0", false)]
    [InlineData(Property.OneHot, "0; 1; 0", true)]
    [InlineData(Property.OneHot, "0; 1; 1", false)]
    [InlineData(Property.OneHot, "1/2 1/2", false)]
    [InlineData(Property.Simplex, "1/3 2/3 0", true)]
    [InlineData(Property.Simplex, "4/3; -1/3", false)]
    [InlineData(Property.Simplex, "1/3; 1/3", false)]
    [InlineData(Property.Unit, "3/5; -4/5", true)]
    [InlineData(Property.Unit, "1 0; 0 0", false)]
    public void A_property_is_decided_exactly(Property property, string array, bool holds) =>
        Assert.Equal(holds, PropertyCheck.Holds(property, Array(array)));

    [Fact]
    public void An_instance_needs_every_size_and_every_value_in_its_shape_and_with_its_properties()
    {
        ImmutableArray<Variable> variables =
        [
            Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows),
            Expr.Variable("a", Shape.Vector("k")),
            Expr.Variable("h", Shape.Scalar, Property.Positive),
        ];
        Instance good = Instance("n=2 k=3", ("C", "0 1 0; 0 0 1"), ("a", "1; -2; 0"), ("h", "1/2"));
        Assert.True(good.Satisfies(variables));
        Assert.False(Instance("n=2", ("C", "0 1 0; 0 0 1"), ("a", "1; -2; 0"), ("h", "1/2")).Satisfies(variables));
        Assert.False(Instance("n=2 k=3", ("C", "0 1 0; 0 0 1"), ("a", "1; -2; 0")).Satisfies(variables));
        Assert.False(Instance("n=2 k=3", ("C", "0 1 0; 0 0 1"), ("a", "1 -2 0"), ("h", "1/2")).Satisfies(variables));
        Assert.False(Instance("n=2 k=3", ("C", "0 1; 0 1"), ("a", "1; -2; 0"), ("h", "1/2")).Satisfies(variables));
        Assert.False(Instance("n=2 k=3", ("C", "0 1 0; 0 0 1"), ("a", "1; -2; 0"), ("h", "-1/2")).Satisfies(variables));
    }

    internal static ExactArray Array(string text)
    {
        Rational[][] rows = [.. text.Split(';').Select(row =>
            row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(RationalText.Parse).ToArray())];
        return new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);
    }

    internal static Instance Instance(string sizes, params (string Name, string Array)[] inputs) =>
        new(
            sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
                .ToImmutableSortedDictionary(s => s[0], s => int.Parse(s[1])),
            inputs.ToImmutableSortedDictionary(i => i.Name, i => Array(i.Array)));
}
