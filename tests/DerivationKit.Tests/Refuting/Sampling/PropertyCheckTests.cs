using System.Collections.Immutable;
using DerivationKit.Kernel;
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
            row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Rational.Parse).ToArray())];
        return new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);
    }

    internal static Instance Instance(string sizes, params (string Name, string Array)[] inputs) =>
        new(
            sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
                .ToImmutableSortedDictionary(s => s[0], s => int.Parse(s[1])),
            inputs.ToImmutableSortedDictionary(i => i.Name, i => Array(i.Array)));
}
