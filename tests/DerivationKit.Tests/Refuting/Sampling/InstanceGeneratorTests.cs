using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Refuting.Sampling;

public class InstanceGeneratorTests
{
    private static readonly ImmutableArray<Property> All = [.. Enum.GetValues<Property>()];

    public static TheoryData<int> Subsets => [.. Enumerable.Range(0, 1 << All.Length)];

    // A square array has its properties, or there is none: a positive one that is orthogonal or one-hot must be the number 1.
    [Theory]
    [MemberData(nameof(Subsets))]
    public void Every_combination_on_a_square_is_drawn_or_impossible(int subset)
    {
        ImmutableArray<Property> properties = [.. All.Where(p => (subset & (1 << (int)p)) != 0)];
        Variable a = Expr.Variable("A", Shape.Matrix("n", "n"), properties);
        bool needsUnits = properties.Contains(Property.Orthogonal) || properties.Contains(Property.OneHotRows)
            || (properties.Contains(Property.Mask) && properties.Contains(Property.RowStochastic));
        for (int n = 1; n <= 4; n++)
        {
            bool impossible = properties.Contains(Property.Positive) && needsUnits && n > 1;
            for (ulong seed = 0; seed < 20; seed++)
            {
                Draw draw = InstanceGenerator.Draw([a], Sizes(("n", n)), seed, simple: seed % 2 == 0);
                Assert.Equal(impossible, draw is Draw.Impossible);
                Assert.True(draw is Draw.Impossible || ((Draw.Drawn)draw).Instance.Satisfies([a]));
            }
        }
    }

    [DerivationProperty]
    public void Every_variable_has_its_shape_and_its_properties(ulong seed, bool simple, byte n, byte k)
    {
        ImmutableArray<Variable> variables =
        [
            Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows),
            Expr.Variable("M", Shape.Matrix("n", "k"), Property.Mask),
            Expr.Variable("P", Shape.Matrix("n", "k"), Property.RowStochastic),
            Expr.Variable("R", Shape.Matrix("n", "k"), Property.RowStochastic, Property.Positive),
            Expr.Variable("Q", Shape.Matrix("k", "k"), Property.Orthogonal),
            Expr.Variable("U", Shape.Matrix("n", "n"), Property.Orthogonal, Property.Symmetric),
            Expr.Variable("W", Shape.Matrix("n", "n"), Property.RowStochastic, Property.Symmetric),
            Expr.Variable("b", Shape.Vector("k"), Property.Positive),
            Expr.Variable("h", Shape.Scalar),
            Expr.Variable("Z", Shape.Matrix(Dimension.Of(2), Dimension.Named("k"))),
        ];
        Draw draw = InstanceGenerator.Draw(variables, Sizes(("n", 1 + (n % 4)), ("k", 1 + (k % 4))), seed, simple);
        Assert.True(Assert.IsType<Draw.Drawn>(draw).Instance.Satisfies(variables));
    }

    [Fact]
    public void Equal_seeds_draw_equal_instances_and_others_differ()
    {
        Variable z = Expr.Variable("Z", Shape.Matrix("n", "d"));
        string[] drawn = [.. new ulong[] { 3, 3, 4 }.Select(seed =>
            string.Join(' ', Values(InstanceGenerator.Draw([z], Sizes(("n", 3), ("d", 2)), seed, simple: false), "Z")))];
        Assert.Equal(drawn[0], drawn[1]);
        Assert.NotEqual(drawn[0], drawn[2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mask_with_room_has_both_bits(bool symmetric)
    {
        Variable m = Expr.Variable("M", Shape.Matrix("n", "n"), symmetric ? [Property.Mask, Property.Symmetric] : [Property.Mask]);
        for (ulong seed = 0; seed < 50; seed++)
        {
            Assert.Equal(2, Values(InstanceGenerator.Draw([m], Sizes(("n", 2)), seed, simple: true), "M").Distinct().Count());
        }
    }

    // What a generator can reach decides what a search can refute.
    [Fact]
    public void All_one_hot_rows_permutations_and_signs_are_reached()
    {
        Assert.Equal(9, Reached(Shape.Matrix("n", "k"), Property.OneHotRows));
        Assert.Equal(24, Reached(Shape.Matrix("m", "m"), Property.Orthogonal, Property.Mask));
        Assert.Equal(10, Reached(Shape.Matrix("m", "m"), Property.Orthogonal, Property.Mask, Property.Symmetric));
        Assert.Equal(2, Reached(Shape.Matrix(Dimension.Named("u"), Dimension.Named("u")), Property.Orthogonal));

        static int Reached(Shape shape, params ImmutableArray<Property> properties)
        {
            Variable a = Expr.Variable("A", shape, properties);
            return Enumerable.Range(0, 600)
                .Select(seed => string.Join(' ', Values(
                    InstanceGenerator.Draw([a], Sizes(("n", 2), ("k", 3), ("m", 4), ("u", 1)), (ulong)seed, simple: false), "A")))
                .Distinct().Count();
        }
    }

    [Fact]
    public void Simple_entries_are_small_integers()
    {
        Variable z = Expr.Variable("Z", Shape.Matrix("n", "d"));
        IEnumerable<Rational> entries = Enumerable.Range(0, 40)
            .SelectMany(seed => Values(InstanceGenerator.Draw([z], Sizes(("n", 2), ("d", 3)), (ulong)seed, simple: true), "Z"));
        Assert.Equal([-1, 0, 1, 2], entries.Distinct().Order());
    }

    [Fact]
    public void What_cannot_be_drawn_is_named()
    {
        Variable c = Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows, Property.Positive);
        Draw draw = InstanceGenerator.Draw([c], Sizes(("n", 2), ("k", 3)), 1, simple: true);
        Assert.Equal("no 2×3 array C is positive and onehot_rows", Assert.IsType<Draw.Impossible>(draw).Reason);
    }

    private static ImmutableSortedDictionary<string, int> Sizes(params (string Name, int Size)[] sizes) =>
        sizes.ToImmutableSortedDictionary(s => s.Name, s => s.Size);

    private static ImmutableArray<Rational> Values(Draw draw, string name) =>
        Assert.IsType<Draw.Drawn>(draw).Instance.Inputs[name].Entries;
}
