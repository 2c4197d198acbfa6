using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Refuting.Sampling;

public class InstanceGeneratorTests
{
    private static readonly ImmutableArray<Property> All = [.. Enum.GetValues<Property>()];

    // Between them they have every combination of properties that a 2×2 array is found to have.
    private static readonly ImmutableArray<ExactArray> Examples =
    [
        .. new[]
        {
            "0 0; 0 0", "1 0; 0 1", "-1 0; 0 -1", "0 1; 1 0", "0 1; -1 0", "1 1; 1 1", "1 1; 1 -1", "1 -1; -1 1", "1 0; 0 0", "1 0; 1 0", "1 0; 1 1",
            "2 1; 1 2", "2 -1; -1 2", "1/2 1/3; 1/3 1/2", "1/2 1/3; 1/5 1/2", "1/3 1/2; 1/2 1/3", "1/2 1/2; 1/2 1/2", "1/3 2/3; 2/3 1/3", "1/3 2/3; 1/4 3/4",
            "2/3 1/3; 1/3 2/3", "3/5 4/5; 4/5 -3/5", "3/5 4/5; -4/5 3/5", "2 0; 0 3", "0 3; 2 0", "1 2; 3 4", "1 2; 2 1", "1 2; 2 4", "1 0; 0 2", "1 -2; -2 1",
            "1 1; 0 1", "0 1; 1 1", "1 1; -1 1", "1 0; 0 -1", "-1 0; 0 2",
        }.Select(PropertyCheckTests.Array),
    ];

    public static TheoryData<Property> Each => [.. All];

    // What has an example must be drawn; whatever is drawn must have the properties.
    [Theory]
    [MemberData(nameof(Each))]
    public void Every_three_properties_of_a_square_are_drawn_where_an_array_has_them(Property first)
    {
        Property[] fitting = [.. All.Where(p => PropertyRules.Fits(p, Shape.Matrix("n", "n")))];
        foreach ((Property second, Property third) in fitting.SelectMany(p => fitting.Select(q => (p, q)))
            .Where(pair => fitting.Contains(first) && first <= pair.p && pair.p <= pair.q))
        {
            ImmutableArray<Property> properties = [first, second, third];
            Variable a = Expr.Variable("A", Shape.Matrix("n", "n"), properties);
            bool exists = Examples.Any(example => properties.All(p => PropertyCheck.Holds(p, example)));
            for (ulong seed = 0; seed < 12; seed++)
            {
                Draw draw = InstanceGenerator.Draw([a], Sizes(("n", 2)), seed, simple: seed % 2 == 0);
                Assert.True(draw is Draw.Drawn == exists, $"{first} {second} {third}: an example {(exists ? "exists" : "is missing")}");
                Assert.True(draw is Draw.Impossible || ((Draw.Drawn)draw).Instance.Satisfies([a]));
            }
        }
    }

    public static TheoryData<Shape, ImmutableArray<Property>> Declarations
    {
        get
        {
            Dimension n = Dimension.Named("n");
            Shape[] shapes = [Shape.Scalar, Shape.Vector(n), Shape.Matrix(Dimension.One, n), Shape.Matrix("n", "n"), Shape.Matrix("m", "n")];
            TheoryData<Shape, ImmutableArray<Property>> data = [];
            foreach (Shape shape in shapes)
            {
                foreach (Property property in All.Where(p => PropertyRules.Fits(p, shape)))
                {
                    data.Add(shape, [property]);
                }
            }

            foreach (ImmutableArray<Property> properties in Combinations)
            {
                data.Add(Shape.Matrix("n", "n"), properties);
            }

            return data;
        }
    }

    private static ImmutableArray<ImmutableArray<Property>> Combinations =>
    [
        [Property.Symmetric, Property.Invertible], [Property.Symmetric, Property.Positive], [Property.PositiveDefinite, Property.Diagonal],
        [Property.PositiveDefinite, Property.Positive], [Property.PositiveSemidefinite, Property.NonNegative],
        [Property.Invertible, Property.Positive], [Property.Diagonal, Property.Invertible], [Property.Orthogonal, Property.Symmetric],
        [Property.RowStochastic, Property.Invertible], [Property.Permutation, Property.Symmetric], [Property.Signs, Property.Symmetric],
    ];

    // Also while it is made smaller: by lowering a choice, and by taking an index away.
    [Theory]
    [MemberData(nameof(Declarations))]
    public void Whatever_is_drawn_has_its_properties_and_keeps_them(Shape shape, ImmutableArray<Property> properties)
    {
        Variable a = Expr.Variable("A", shape, properties);
        for (ulong seed = 0; seed < 200; seed++)
        {
            int n = 1 + (int)(seed % 3);
            Assert.True(CandidateSpace.TryCreate([a], [], Sizes(("m", n + (int)(seed % 2)), ("n", n)), [], out CandidateSpace? space, out _));
            Candidate candidate = space.Draw(new SplitMix64(seed), simple: seed % 2 == 0);
            Assert.True(candidate.Instance.Satisfies([a]));
            int at = (int)(seed % (ulong)Math.Max(1, candidate.Choices.Length));
            Assert.True(candidate.Choices.IsEmpty || candidate.With(at, candidate.Choices[at] / 2).Instance.Satisfies([a]));
            foreach (string dimension in new[] { "m", "n" }.Where(d => candidate.Space.Sizes[d] > 1))
            {
                Candidate? smaller = candidate.Without(dimension, candidate.Space.Sizes[dimension] / 2);
                Assert.True(smaller is null ? properties.Contains(Property.OrthonormalColumns) : smaller.Instance.Satisfies([a]));
            }
        }
    }

    // One array over and over would refute nothing.
    [Theory]
    [MemberData(nameof(Declarations))]
    public void Many_different_arrays_are_drawn(Shape shape, ImmutableArray<Property> properties)
    {
        Variable a = Expr.Variable("A", shape, properties);
        int drawn = Enumerable.Range(0, 200)
            .Select(seed => string.Join(' ', Values(InstanceGenerator.Draw([a], Sizes(("m", 3), ("n", 3)), (ulong)seed, simple: false), "A")))
            .Distinct().Count();
        int most = properties switch
        {
            [Property.Zero] => 1,
            _ when shape.IsScalar => properties.Any(p => p is Property.Mask or Property.Signs) ? 2 : 6,
            [Property.Permutation] => 6,
            [Property.Permutation, Property.Symmetric] => 4,
            [Property.OneHot] => 3,
            _ when shape.Axes.Length == 1 && properties.Any(p => p is Property.Mask or Property.Signs) => 6,
            _ => 20,
        };
        Assert.InRange(drawn, most, 200);
    }

    [Fact]
    public void There_are_no_orthonormal_columns_with_fewer_rows_and_no_invertible_skew_matrix_of_odd_size()
    {
        Variable q = Expr.Variable("Q", Shape.Matrix("m", "n"), Property.OrthonormalColumns);
        Variable s = Expr.Variable("S", Shape.Matrix("n", "n"), Property.Skew, Property.Invertible);
        Assert.IsType<Draw.Impossible>(InstanceGenerator.Draw([q], Sizes(("m", 2), ("n", 3)), 1, simple: true));
        Assert.IsType<Draw.Impossible>(InstanceGenerator.Draw([s], Sizes(("n", 3)), 1, simple: true));
        Assert.IsType<Draw.Drawn>(InstanceGenerator.Draw([s], Sizes(("n", 4)), 1, simple: true));
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
