using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

// The table that says what properties mean is what proofs rest on: it is compared, array by array, with the judge of the refuter, which
// shares nothing with it.
public class PropertyConditionsTests
{
    private static readonly ImmutableArray<Rational> Values = [0, 1, -1, new(1, 2)];

    public static TheoryData<Property> All => [.. Enum.GetValues<Property>()];

    [Theory]
    [MemberData(nameof(All))]
    public void The_conditions_hold_of_the_arrays_with_the_property_and_of_no_others(Property property)
    {
        int with = 0, without = 0;
        foreach ((Shape shape, int rows, int columns) in Shapes.Where(s => PropertyRules.Fits(property, s.Shape)))
        {
            ImmutableArray<Condition> conditions = PropertyConditions.Of(property, shape, at => new Entry("A", at));
            foreach (ImmutableArray<Rational> entries in Arrays(rows * columns))
            {
                bool has = PropertyCheck.Holds(property, new ExactArray(rows, columns, entries));
                bool meets = conditions.All(c => Holds(c, shape, rows, columns, entries));
                Assert.True(has == meets, $"{property} of {string.Join(" ", entries)} in {shape}: {has}, conditions {meets}");
                (with, without) = has ? (with + 1, without) : (with, without + (meets ? 0 : 1));
            }
        }

        Assert.True(with > 0 && without > 0, $"{with} arrays with the property, {without} without");
    }

    [Theory]
    [InlineData(Property.Symmetric, "matrix(n,k)")]
    [InlineData(Property.Orthogonal, "matrix(n,k)")]
    [InlineData(Property.Diagonal, "vector(n)")]
    [InlineData(Property.OneHotRows, "vector(n)")]
    [InlineData(Property.OneHot, "matrix(n,k)")]
    [InlineData(Property.Unit, "scalar")]
    public void A_property_fits_its_shape(Property property, string shape) => Assert.Throws<KernelException>(() => PropertyConditions.Of(
        property,
        shape switch { "scalar" => Shape.Scalar, "vector(n)" => Shape.Vector(N), _ => Shape.Matrix(N, K) },
        at => new Entry("A", at)));

    private static IEnumerable<(Shape Shape, int Rows, int Columns)> Shapes =>
    [
        (Shape.Scalar, 1, 1), (Shape.Vector(N), 3, 1), (new(Dimension.One, N), 1, 3), (Shape.Matrix(N, N), 2, 2), (Shape.Matrix(N, K), 3, 2), (Shape.Matrix(N, K), 2, 3),
    ];

    private static IEnumerable<ImmutableArray<Rational>> Arrays(int count) => count == 0
        ? [[]]
        : Arrays(count - 1).SelectMany(rest => Values.Take(count > 4 ? 3 : 4).Select(rest.Add));

    private static bool Holds(Condition condition, Shape shape, int rows, int columns, ImmutableArray<Rational> entries)
    {
        var sizes = Bench.SizesOf(shape.Rows.IsOne ? columns : rows, columns);
        (string, Rational)[] named = [.. entries.Select((x, e) => (
            string.Join(" ", new[] { (shape.Rows.IsOne, e / columns), (shape.Columns.IsOne, e % columns) }.Where(i => !i.Item1).Select(i => $"{i.Item2}").Prepend("A")), x))];
        return Bench.Holds(condition, World.Of(sizes, named), [new("A", shape.Dimensions)]);
    }
}
