using DerivationKit.Compilation;
using DerivationKit.Compilation.Chains;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Compilation.Chains.Orders;

namespace DerivationKit.Tests.Compilation.Chains;

// Operations are counted by hand: a product of m×k and k×n takes 2mkn.
public class ContractionOrderTests
{
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("m", "k"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("k", "n"));
    private static readonly Variable C = Expr.Variable("C", Shape.Matrix("n", "p"));
    private static readonly Variable T = Expr.Variable("t", Shape.Scalar);

    private static readonly string[] FromTheLeft = ["matrix(m,n) = product A B", "matrix(m,p) = product %0 C"];
    private static readonly string[] FromTheRight = ["matrix(k,p) = product B C", "matrix(m,p) = product A %0"];

    // 2·50·40·30 + 2·50·30·2 = 126,000 from the left, 2·40·30·2 + 2·50·40·2 = 12,800 from the right; with m and p exchanged it is the other way.
    [Fact]
    public void The_order_depends_on_the_sizes_and_not_on_parentheses()
    {
        foreach (Func<Exact, Exact, Exact, Exact> written in (Func<Exact, Exact, Exact, Exact>[])[(a, b, c) => a * b * c, (a, b, c) => a * (b * c)])
        {
            AssertOrder(FromTheRight, 12_800, Of(written, (50, 40, 30, 2)));
            AssertOrder(FromTheLeft, 2 * ((2 * 40 * 30) + (2 * 30 * 50)), Of(written, (2, 40, 30, 50)));
        }
    }

    [Fact]
    public void Transposes_are_no_obstacle()
    {
        AssertOrder(FromTheRight, 12_800, Of((a, b, c) => (b.T * a.T).T * c, (50, 40, 30, 2)));
        AssertOrder(["matrix(p,k) = product C' B'", "matrix(p,m) = product %0 A'"], 12_800, Of((a, b, c) => c.T * (a * b).T, (50, 40, 30, 2)));
    }

    // What multiplied a part multiplies the whole.
    [Fact]
    public void Multiples_between_products_come_last()
    {
        (Exact s, Exact t) = (Exact.Scalar("s", -2), Exact.Scalar("t", 3));
        AssertOrder(
            [.. FromTheRight, "matrix(m,p) = map t * %1", "matrix(m,p) = map s * %2"],
            12_800,
            Of((a, b, c) => (s * (t * (a * b)).T).T * c, (50, 40, 30, 2)));
        AssertOrder([.. FromTheRight, "matrix(m,p) = map 3 * %1"], 12_800, Of((a, b, c) => 3 * (a * b) * c, (50, 40, 30, 2)));
        AssertOrder([.. FromTheRight, "matrix(m,p) = map -%1"], 12_800, Of((a, b, c) => -(a * b) * c, (50, 40, 30, 2)));
        CompiledFunction<double> function = Compile.Function<double>(T * (A * B) / Expr.Size(Dimension.Named("n")) * C, A, B, C, T);
        Assert.Equal(
            [.. FromTheRight, "matrix(m,p) = map t * %1", "matrix(m,p) = map %2 / size(n)"], Lines(function.Program.At(SizesOf((50, 40, 30, 2)))));
    }

    // The entries of A and t are 2^600, of B and C 2^-500: the result is 20·30·2^200, but t·A overflows.
    [Fact]
    public void No_factor_is_multiplied()
    {
        CompiledFunction<double> function = Compile.Function<double>(T * (A * B) * C, T, A, B, C);
        foreach (Binding binding in Binding.All)
        {
            BoundFunction<double> bound = function.Bind(SizesOf((50, 20, 30, 2)), binding.Layout, binding.Width);
            Assert.Equal([.. FromTheRight, "matrix(m,p) = map t * %1"], Lines(bound.Program));
            double[] output = new double[100];
            bound.Run([Filled(1, 600), Filled(1000, 600), Filled(600, -500), Filled(60, -500)], output);
            Assert.All(output, entry => Assert.Equal(Math.ScaleB(600, 200), entry));
        }

        static ReadOnlyMemory<double> Filled(int length, int exponent) => Enumerable.Repeat(Math.ScaleB(1, exponent), length).ToArray();
    }

    // What is no multiple of a product ends the chain.
    [Fact]
    public void Other_arithmetic_between_products_stays_between_them()
    {
        AssertOrder(
            ["matrix(m,n) = product A B", "matrix(m,n) = map relu(%0)", "matrix(m,p) = product %1 C"], 126_000, Of((a, b, c) => (a * b).Relu() * c, (50, 40, 30, 2)));
        AssertOrder(
            ["matrix(m,n) = product A B", "matrix(m,n) = map %0 + %0", "matrix(m,p) = product %1 C"],
            126_000,
            Of((a, b, c) => ((a * b) + (a * b)) * c, (50, 40, 30, 2)));
    }

    // x·y'·u·v' has y'·u in its middle, a scalar: 2·50 operations, and 2·70·60 for x·v'.
    [Fact]
    public void A_scalar_in_the_middle_multiplies() => AssertOrder(
        ["scalar = product y' u", "vector(n) = map v * %0", "matrix(m,n) = product x %1'"],
        (2 * 50) + (2 * 70 * 60),
        (Vector("x", "m", 70) * Vector("y", "k", 50).T) * (Vector("u", "k", 50) * Vector("v", "n", 60).T));

    [Fact]
    public void Products_with_vectors_need_no_matrix()
    {
        (Exact x, Exact y) = (Vector("x", "m", 70), Vector("y", "p", 60));
        AssertOrder(
            ["vector(n) = product C y", "vector(k) = product B %0", "vector(m) = product A %1", "scalar = product x' %2"],
            2 * ((60 * 30) + (30 * 40) + (40 * 70) + 70),
            Of((a, b, c) => x.T * (a * b * (c * y)), (70, 40, 30, 60)));
        AssertOrder(
            ["row(k) = product x' A", "row(n) = product %0 B", "row(p) = product %1 C"],
            2 * ((70 * 40) + (40 * 30) + (30 * 60)),
            Of((a, b, c) => x.T * ((a * b) * c), (70, 40, 30, 60)));
        AssertOrder(
            ["vector(n) = product C y", "vector(k) = product B %0", "vector(m) = product A %1", "matrix(m,m) = product %2 x'"],
            2 * ((60 * 30) + (30 * 40) + (40 * 70) + (70 * 70)),
            Of((a, b, c) => a * ((b * (c * (y * x.T)))), (70, 40, 30, 60)));
    }

    // (AB)C takes 2mn(k + p), A(BC) 2kp(m + n). At m = n = 40, k = 31 these are 227,200 and 198,400 for p = 40, and 163,200 and 99,200 for p = 20.
    [Fact]
    public void Less_than_a_quarter_is_no_reason_for_another_order()
    {
        AssertOrder(FromTheLeft, 227_200, Of((a, b, c) => a * b * c, (40, 31, 40, 40)));
        AssertOrder(FromTheRight, 99_200, Of((a, b, c) => a * b * c, (40, 31, 40, 20)));
        Assert.False(ContractionOrder.Pays(400_000, 300_000));
        Assert.True(ContractionOrder.Pays(400_000, 299_998));
    }

    // 2·4·4·(2 + 1) from the left and 2·2·1·(4 + 4) from the right: a third, but of next to nothing.
    [Fact]
    public void Small_programs_stay_straight_line_code()
    {
        Exact small = Of((a, b, c) => a * b * c, (4, 2, 4, 1));
        AssertOrder(FromTheLeft, 96, small);
        Assert.NotNull(small.Compiled().Bind(small.Sizes, MatrixLayout.ColumnMajor, Binding.Fused[^1].Width).Plan.StraightLineOperations);
        AssertOrder(FromTheRight, 32 * 10 * 10 * 10, Of((a, b, c) => a * b * c, (40, 20, 40, 10)));
        Assert.False(ContractionOrder.Pays(1 << 14, 0));
        Assert.True(ContractionOrder.Pays((1 << 14) + 2, 0));
    }

    [Fact]
    public void Without_chains_the_program_is_the_same()
    {
        CompiledFunction<double> function = Of((a, b, c) => a * b, (50, 40, 30, 2)).Compiled();
        Assert.Same(function.Program, function.Bind((50, 40), (40, 30)).Program);
    }

    // C = ABC + 2A(BC): both products are the same one at last.
    [Fact]
    public void The_same_sizes_have_the_same_program()
    {
        Exact sum = Of((a, b, c) => (a * b * c) + (2 * (a * (b * c))), (50, 40, 30, 2));
        AssertOrder([.. FromTheRight, "matrix(m,p) = map 2 * %1", "matrix(m,p) = map %1 + %2"], 12_800, sum);
        BoundFunction<double> bound = sum.Compiled().Bind((50, 40), (40, 30), (30, 2));
        Assert.Same(bound.Program, bound.WithThreads(3).Program);
    }

    // What is needed between stands first and by itself, so that the rows of A run through all that follows; BC and the last product are small.
    [Fact]
    public void Many_rows_do_not_wait_on_few()
    {
        Assert.Equal(["k", "m"], Axes((a, b, c) => a * b * c));
        Assert.Equal(["k", "m"], Axes((a, b, c) => (a.Relu() * b * c).Relu()));
        Assert.Equal(["k", "m", "n"], Axes((a, b, c) => a.T * (a * b * c).Relu() * c.T));

        static IEnumerable<string> Axes(Func<Exact, Exact, Exact, Exact> written)
        {
            Exact exact = Of(written, (3000, 40, 90, 20));
            exact.AssertComputed(Binding.Fused[^1]);
            BoundFunction<double> bound = exact.Compiled().Bind(exact.Sizes, MatrixLayout.ColumnMajor, Binding.Fused[^1].Width);
            Assert.Contains("matrix(k,p) = product B C", Lines(bound.Program)[0], StringComparison.Ordinal);
            return bound.Plan.Steps.Cast<PlanStep.Region>().Select(region => region.Axis);
        }
    }
}
