using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Compilation.Chains.Orders;

namespace DerivationKit.Tests.Compilation.Chains;

// Operations are counted by hand: a product of m×k and k×n takes 2mkn.
public class SharedProductTests
{
    // relu(AB) needs AB anyway, so that (AB)C takes 2·50·30·20 more; A(BC) takes 2·k·20·(30 + 50): less for k = 4, more for k = 25.
    [Fact]
    public void A_product_that_is_needed_anyway_costs_nothing_again()
    {
        Func<Exact, Exact, Exact, Exact> written = (a, b, c) => (a * b * c) + ((a * b).Relu() * c);
        AssertOrder(
            [
                "matrix(k,p) = product B C", "matrix(m,n) = product A B", "matrix(m,p) = product A %0",
                "matrix(m,n) = map relu(%1)", "matrix(m,p) = product %3 C", "matrix(m,p) = map %2 + %4",
            ],
            2 * ((4 * 30 * 20) + (50 * 4 * 30) + (50 * 4 * 20) + (50 * 30 * 20)),
            Of(written, (50, 4, 30, 20)));
        AssertOrder(
            ["matrix(m,n) = product A B", "matrix(m,p) = product %0 C", "matrix(m,n) = map relu(%0)", "matrix(m,p) = product %2 C", "matrix(m,p) = map %1 + %3"],
            2 * ((50 * 25 * 30) + (2 * 50 * 30 * 20)),
            Of(written, (50, 25, 30, 20)));
    }

    // With AB there, D(AB·C) is cheapest by D(AB), 2·3·50·30, and (DAB)C, 2·3·30·20; by itself it would be by DA, 2·3·45·50, and (DA)B, 2·3·45·30.
    [Fact]
    public void What_is_needed_anyway_is_part_of_another_order()
    {
        Exact d = Matrix("D", "q", 3, "m", 50);
        (double needed, double ordered) = (2 * 50 * 45 * 30, 2 * 3 * 30 * (50 + 20));
        AssertOrder(
            [
                "matrix(m,n) = product A B", "matrix(q,n) = product D %0", "matrix(q,p) = product %1 C", "matrix(m,n) = map relu(%0)",
                "matrix(q,n) = product D %3", "matrix(q,p) = product %4 C", "matrix(q,p) = map %2 + %5",
            ],
            needed + (2 * ordered),
            Of((a, b, c) => (d * (a * b * c)) + (d * (a * b).Relu() * c), (50, 45, 30, 20)));
        AssertOrder(
            [
                "matrix(m,n) = product A B", "matrix(n,q) = product %0' D'", "matrix(p,q) = product C' %1", "matrix(m,n) = map relu(%0)",
                "matrix(n,q) = product %3' D'", "matrix(p,q) = product C' %4", "matrix(p,q) = map %2 + %5",
            ],
            needed + (2 * ordered),
            Of((a, b, c) => ((a * b * c).T * d.T) + (c.T * ((a * b).Relu().T * d.T)), (50, 45, 30, 20)));
    }

    // tAB is needed, and so is AB.
    [Fact]
    public void Multiples_of_what_is_needed_anyway_cost_nothing_again()
    {
        Exact t = Exact.Scalar("t", 3);
        AssertOrder(
            [
                "matrix(m,n) = product A B", "matrix(m,n) = map t * %0", "matrix(m,p) = product %1 C", "matrix(m,n) = map relu(%1)", "matrix(m,p) = product %3 C",
                "matrix(m,p) = map %2 + %4",
            ],
            2 * ((50 * 25 * 30) + (2 * 50 * 30 * 20)),
            Of((a, b, c) => (t * (a * b) * c) + ((t * (a * b)).Relu() * c), (50, 25, 30, 20)));
    }

    // P = (tAB)C is needed for relu(P), and holds t: D(PC') is multiplied by t once, whether P or its factors are taken.
    [Fact]
    public void A_multiple_within_what_is_needed_multiplies_once()
    {
        Exact d = Matrix("D", "q", 3, "m", 50), t = Exact.Scalar("t", 3);
        Exact sum = Of((a, b, c) => (d * ((t * (a * b) * c) * c.T)) + (d * ((t * (a * b) * c).Relu() * c.T)), (50, 45, 30, 20));
        double written = ProductFlops(sum.Compiled().Program, sum.Sizes);
        foreach (Binding binding in Binding.All)
        {
            Assert.True(ProductFlops(sum.AssertComputed(binding), sum.Sizes) < written);
        }
    }

    // D·(AB) takes 2·q·60·50 on top of AB, or 2·q·40·60 + 2·q·50·40 without it; E likewise. With q = 3 it pays to do without AB, 2·60·40·50, with q = 100
    // only once it is multiplied out.
    [Theory]
    [InlineData(3, 2 * 2 * 3 * ((60 * 40) + (40 * 50)))]
    [InlineData(100, 2 * ((60 * 40 * 50) + (2 * 100 * 60 * 50)))]
    public void What_two_products_share_is_kept_where_it_pays(int q, double flops)
    {
        (Exact a, Exact b) = (Matrix("A", "m", 60, "k", 40), Matrix("B", "k", 40, "n", 50));
        (Exact d, Exact e) = (Matrix("D", "q", q, "m", 60), Matrix("E", "q", q, "m", 60));
        Exact sum = (d * (a * b)) + (e * (a * b)).Relu();
        foreach (Binding binding in Binding.All)
        {
            Assert.Equal(flops, ProductFlops(sum.AssertComputed(binding), sum.Sizes));
        }
    }

    // (DA)B would take 2·2·40·(60 + 50) operations. But (AB)C needs AB, with which D(AB) takes 2·2·60·50.
    [Fact]
    public void What_one_product_needs_serves_the_others()
    {
        (Exact a, Exact b) = (Matrix("A", "m", 60, "k", 40), Matrix("B", "k", 40, "n", 50));
        (Exact c, Exact d) = (Matrix("C", "n", 50, "p", 200), Matrix("D", "q", 2, "m", 60));
        AssertOrder(["matrix(q,k) = product D A", "matrix(q,n) = product %0 B"], 2 * 2 * 40 * 110, d * (a * b));
        AssertOrder(
            [
                "matrix(m,n) = product A B", "matrix(m,p) = product %0 C", "matrix(m,p) = map relu(%1)", "matrix(q,p) = product D %2",
                "matrix(q,n) = product D %0", "matrix(n,p) = map relu(C)", "matrix(q,p) = product %4 %5", "matrix(q,p) = map %3 + %6",
            ],
            2 * ((60 * 40 * 50) + (60 * 50 * 200) + (2 * 60 * 200) + (2 * 60 * 50) + (2 * 50 * 200)),
            (d * (a * b * c).Relu()) + (d * (a * b) * c.Relu()));
    }

    // The loss takes X·W·V, the gradient 2X'·R·V'. Written from the left that is 2n(ab + bc) and 2ac(n + b); W·V first takes 2abc + 2nac.
    [Fact]
    public void A_loss_and_its_gradient_take_products_in_the_same_order()
    {
        const int N = 300, A = 20, B = 50, C = 6;
        Variable x = Expr.Variable("X", Shape.Matrix("n", "a")), w = Expr.Variable("W", Shape.Matrix("a", "b"));
        Variable v = Expr.Variable("V", Shape.Matrix("b", "c")), y = Expr.Variable("Y", Shape.Matrix("n", "c"));
        Expr residual = (x * w * v) - y;
        CompiledLossAndGradient<double> compiled = Compile.LossAndGradient<double>(Expr.Sum(Expr.HadamardPower(residual, 2)), w, x, w, v, y);
        BoundLossAndGradient<double> bound = compiled.Bind((N, A), (A, B), (B, C), (N, C));
        Assert.Equal(2 * N * ((A * B) + (B * C)) + (2 * A * C * (N + B)), ProductFlops(compiled.Program, SizesOf()));
        Assert.Equal(2 * A * C * (B + N) + (2 * A * C * (N + B)), ProductFlops(bound.Program, SizesOf()));

        static Sizes SizesOf() => new([new("n", N), new("a", A), new("b", B), new("c", C)]);
    }

    // 40 matrices, 90×3 and 3×90 in turn: no order needs more than 39 products with a depth of 3 and few columns. Chains are cut into parts.
    [Fact]
    public void Long_chains_are_cut()
    {
        const int Count = 40;
        Expr[] factors = [.. Enumerable.Range(0, Count).Select(i => Expr.Variable($"A{i}", i % 2 == 0 ? Shape.Matrix("w", "t") : Shape.Matrix("t", "w")))];
        CompiledFunction<double> function = Compile.Function<double>(factors.Aggregate((left, right) => left * right), factors.Cast<Variable>());
        Sizes sizes = new([new("w", 90), new("t", 3)]);
        BoundFunction<double> bound = function.Bind(sizes, MatrixLayout.RowMajor, null);
        double written = ProductFlops(function.Program, sizes), ordered = ProductFlops(bound.Program, sizes);
        Assert.Equal(2.0 * 90 * 90 * 3 * (Count - 1), written);
        Assert.True(ordered < written / 5, $"{ordered} operations instead of {written}");
        double[] output = new double[90 * 90];
        bound.Run([.. factors.Select((factor, i) => (ReadOnlyMemory<double>)Enumerable.Repeat(i % 2 == 0 ? 1.0 : 1 / 128.0, 270).ToArray())], output);
        Assert.All(output, entry => Assert.Equal(Math.Pow(90, 20) * Math.Pow(3, 20) / Math.Pow(128, 20) / 90, entry, Math.Abs(entry) * 1e-14));
    }

    // S ← S·S, forty times: 2^40 factors if all were opened.
    [Fact]
    public void Repeated_squares_stay_squares()
    {
        Expr square = Expr.Variable("S", Shape.Matrix("n", "n"));
        Variable input = (Variable)square;
        for (int i = 0; i < 40; i++)
        {
            square *= square;
        }

        CompiledFunction<double> function = Compile.Function<double>(square, input);
        Assert.Equal(function.Program.ToString(), function.Program.At(new([new("n", 70)])).ToString());
    }
}
