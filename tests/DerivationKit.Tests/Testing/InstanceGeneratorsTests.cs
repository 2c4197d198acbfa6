using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Tests.Testing;

public class InstanceGeneratorsTests
{
    private static readonly ImmutableArray<Variable> Variables =
    [
        Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows),
        Expr.Variable("M", Shape.Matrix("n", "k"), Property.Mask),
        Expr.Variable("P", Shape.Matrix("n", "k"), Property.RowStochastic),
        Expr.Variable("Q", Shape.Matrix("k", "k"), Property.Orthogonal),
        Expr.Variable("S", Shape.Matrix("n", "n"), Property.Symmetric),
        Expr.Variable("W", Shape.Matrix("n", "n"), Property.Symmetric, Property.RowStochastic),
        Expr.Variable("b", Shape.Vector("k"), Property.Positive),
    ];

    private static readonly Variable Vector = Expr.Variable("x", Shape.Vector("n"));

    [DerivationProperty(MaxTest = 30)]
    public FsCheck.Property Instances_keep_sizes_and_properties_down_to_the_smallest()
    {
        Arbitrary<Instance> instances = InstanceGenerators.Of(Variables);
        return Prop.ForAll(instances, instance => Downwards(instances, instance).All(
            smaller => smaller.Satisfies(Variables) && smaller.Sizes["n"] != smaller.Sizes["k"] && smaller.Sizes.Values.All(size => size >= 2)));
    }

    [Fact]
    public void The_smallest_instance_is_as_simple_as_the_range_allows()
    {
        Assert.Equal("n = 2; x = [0; 0]", Smallest(InstanceGenerators.Of(Vector)));
        Assert.Equal("n = 1; x = [0]", Smallest(InstanceGenerators.Of(SizeRange.WithOne, Vector)));
        Assert.Equal("n = 1; x = [0]", Smallest(InstanceGenerators.Of(Claim.Equal(Vector, Vector))));
        Assert.Equal("[1 0; 1 0; 1 0]", Smallest(MatrixGenerators.Exact(
            Expr.Variable("C", Shape.Matrix(Dimension.Of(3), Dimension.Of(2)), Property.OneHotRows))));
        Assert.Equal("[0, 0]", Smallest(MatrixGenerators.Labels(2, 3)));
    }

    [Fact]
    public void Sizes_differ_pairwise_and_are_1_only_on_demand()
    {
        Assert.Equal([2, 3, 4, 5], Reached(SizeRange.Default, "n", "k"));
        Assert.Equal([1, 2, 3, 4, 5], Reached(SizeRange.WithOne, "n", "k"));
        Assert.Equal([2, 3, 4, 5, 6], Reached(new(2, 3), "a", "b", "c", "d", "e"));

        static IEnumerable<int> Reached(SizeRange range, params string[] names)
        {
            ImmutableSortedDictionary<string, int>[] drawn = [.. range.Sizes(names).Generator.Sample(200, 10)];
            Assert.All(drawn, sizes => Assert.Equal(names.Length, sizes.Values.Distinct().Count()));
            return drawn.SelectMany(sizes => sizes.Values).Distinct().Order();
        }
    }

    // Entries are rounded to 53 bits, and an entry of Q'Q sums at most 5 products.
    [DerivationProperty(MaxTest = 30)]
    public FsCheck.Property Doubles_are_next_to_exact_arrays()
    {
        Variable q = Expr.Variable("Q", Shape.Matrix("n", "n"), Property.Orthogonal);
        return Prop.ForAll(MatrixGenerators.Dense(q), matrix =>
            (matrix.TransposeThisAndMultiply(matrix) - Matrix<double>.Build.DenseIdentity(matrix.RowCount)).InfinityNorm() < 1e-13);
    }

    [DerivationProperty]
    public FsCheck.Property Labels_are_classes_and_shrink_to_smaller_ones()
    {
        Arbitrary<ImmutableArray<int>> labels = MatrixGenerators.Labels(7, 3);
        return Prop.ForAll(labels, drawn =>
            drawn.Length == 7 && drawn.All(label => label is >= 0 and < 3)
            && labels.Shrinker(drawn).All(smaller => smaller.Length == 7 && smaller.Sum() < drawn.Sum() && smaller.All(label => label >= 0)));
    }

    [Fact]
    public void What_no_generator_made_does_not_shrink()
    {
        Arbitrary<Instance> instances = InstanceGenerators.Of(Vector);
        Instance drawn = instances.Generator.Sample(1, 20).Single();
        Assert.NotEmpty(instances.Shrinker(drawn));
        Assert.Empty(instances.Shrinker(drawn with { }));
    }

    [Fact]
    public void Properties_that_exclude_each_other_are_named()
    {
        Variable none = Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows, Property.Positive);
        var failure = Assert.Throws<InvalidOperationException>(() => InstanceGenerators.Of(none).Generator.Sample(1, 1).ToArray());
        Assert.Contains("C is positive and onehot_rows", failure.Message, StringComparison.Ordinal);
    }

    // From an instance to its first smaller one, and so on to the end.
    private static IEnumerable<Instance> Downwards(Arbitrary<Instance> instances, Instance start)
    {
        for (Instance? current = start; current is not null; current = instances.Shrinker(current).FirstOrDefault())
        {
            yield return current;
        }
    }

    private static string Smallest<T>(Arbitrary<T> arbitrary) => Assert.Throws<PropertyFailedException>(
        () => PropertyRunner.Check("nothing holds", Prop.ForAll(arbitrary, _ => false))).Counterexample;
}
