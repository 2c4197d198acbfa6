using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation;

public class BoundFunctionTests
{
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable[] Scalars = [.. Enumerable.Range(0, 5).Select(i => Expr.Variable($"s{i}", Shape.Scalar))];

    // (1 2 3; 4 5 6)·(1 0; 0 1; 2 2) = (7 8; 16 17)
    [Fact]
    public void Arrays_lie_row_after_row()
    {
        double[] output = new double[4];
        Product().Run([1, 2, 3, 4, 5, 6], [1, 0, 0, 1, 2, 2], output);
        Assert.Equal([7, 8, 16, 17], output);
    }

    // 1·1 + 2·10 + 4·100 + ...: another order or a lost input would give another number.
    [Fact]
    public void Each_number_of_inputs_has_its_entry_point()
    {
        double[] one = [1], two = [10], three = [100], four = [1000], five = [10000];
        double[] output = new double[1];
        Weighted(1).Run(one, output);
        Assert.Equal(1, output[0]);
        Weighted(2).Run(one, two, output);
        Assert.Equal(21, output[0]);
        Weighted(3).Run(one, two, three, output);
        Assert.Equal(421, output[0]);
        Weighted(4).Run(one, two, three, four, output);
        Assert.Equal(8421, output[0]);
        Weighted(5).Run([one, two, three, four, five], output);
        Assert.Equal(168421, output[0]);
        Weighted(2).Run([one, two], output);
        Assert.Equal(21, output[0]);
        Compile.Function<double>(Expr.Constant(new Rational(1, 4))).Bind().Run(output);
        Assert.Equal(0.25, output[0]);
    }

    [Fact]
    public void An_expression_that_is_an_input_is_copied()
    {
        double[] output = new double[6];
        Compile.Function<double>(A, A).Bind((2, 3)).Run([1, 2, 3, 4, 5, 6], output);
        Assert.Equal([1, 2, 3, 4, 5, 6], output);
    }

    [Fact]
    public void An_input_that_the_expression_does_not_contain_is_accepted()
    {
        double[] output = new double[1];
        Compile.Function<double>(Scalars[0], Scalars[0], A).Bind((1, 1), (2, 3)).Run([7], [1, 2, 3, 4, 5, 6], output);
        Assert.Equal(7, output[0]);
    }

    // Sums accumulate in the result and diagonals leave zeros: neither may rest on what stood there.
    [Fact]
    public void Nothing_of_an_earlier_run_remains()
    {
        Variable x = Expr.Variable("x", Shape.Vector("n"));
        Variable s = Expr.Variable("S", Shape.Matrix("n", "n"));
        Expr[] expressions =
        [
            s * s, s.T * s, s.T * s.T, Expr.ColSum(s), Expr.Diag(x), Expr.Eye(Dimension.Named("n")),
            Expr.Contract("ij,jk->ik", s, s), s + (Expr.Diag(x) * s),
        ];
        foreach (Expr expression in expressions)
        {
            BoundFunction<double> bound = Compile.Function<double>(expression, s, x).Bind((2, 2), (2, 1));
            double[] first = new double[bound.Rows * bound.Columns];
            double[] second = [.. first.Select(_ => double.NaN)];
            bound.Run([1, 2, 3, 4], [5, 6], first);
            bound.Run([-1, 7, 8, -9], [0.5, 2], second);
            bound.Run([1, 2, 3, 4], [5, 6], second);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        Variable c = Expr.Variable("C", Shape.Matrix("m", "p"));
        Expr logits = A * B;
        Expr everything = Expr.Sum(Expr.Hadamard(c - Expr.SoftmaxRows(logits), Expr.LogSoftmaxCols(logits)))
            + Expr.LogSumExp(Expr.RowSum(Expr.HadamardPower(c, new Rational(1, 3))))
            + Expr.Trace(Expr.Diag(Expr.Diag(logits * c.T)) + Expr.Eye(Dimension.Named("m")))
            + Expr.Contract("ij,ij->", c, Expr.Exp(-logits))
            + Expr.Mean(Expr.HadamardDivide(c.T, Expr.Size(Dimension.Named("p")) * c.T));
        BoundFunction<double> bound = Compile.Function<double>(everything, A, B, c).Bind((3, 5), (5, 4), (3, 4));
        double[] a = new double[15], b = new double[20], labels = [.. Enumerable.Repeat(0.25, 12)], output = new double[1];
        ReadOnlyMemory<double>[] list = [a, b, labels];
        RunBoth();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            RunBoth();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(output[0]));

        void RunBoth()
        {
            bound.Run(a, b, labels, output);
            bound.Run(list, output);
        }
    }

    [Fact]
    public void Lengths_have_to_fit()
    {
        BoundFunction<double> bound = Product();
        double[] six = new double[6];
        Refuses("B: matrix(n,p) is 3×2 here and needs 6 numbers, not 5", () => bound.Run(six, six.AsSpan(1), new double[4]));
        Refuses("the output is 2×2 here and needs 4 numbers, not 6", () => bound.Run(six, new double[6], new double[6]));
        Refuses("the function takes 2 inputs (A, B), not 1", () => bound.Run(six, new double[4]));
        Refuses("the function takes 2 inputs (A, B), not 3", () => bound.Run(six, six, six, new double[4]));
        Refuses("the function takes 2 inputs (A, B), not 0", () => bound.Run(new double[4]));
    }

    [Fact]
    public void The_output_may_not_overlap_an_input()
    {
        double[] memory = new double[12];
        Refuses(
            "the output overlaps the memory of the input B",
            () => Product().Run(new double[6], memory.AsSpan(0, 6), memory.AsSpan(5, 4)));
        Product().Run(new double[6], memory.AsSpan(0, 6), memory.AsSpan(6, 4));
    }

    [Fact]
    public void Two_bindings_of_one_function_run_at_the_same_time()
    {
        CompiledFunction<double> function = Compile.Function<double>((A * B) * (A * B).T, A, B);
        double[] a = [.. Enumerable.Range(0, 600).Select(i => i % 7)], b = [.. Enumerable.Range(0, 900).Select(i => i % 5)];
        double[][] results = new double[8][];
        Parallel.For(0, results.Length, i =>
        {
            results[i] = new double[400];
            function.Bind((20, 30), (30, 30)).Run(a, b, results[i]);
        });
        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.Contains(results[0], entry => entry > 0);
    }

    private static BoundFunction<double> Product() => Compile.Function<double>(A * B, A, B).Bind((2, 3), (3, 2));

    private static BoundFunction<double> Weighted(int count)
    {
        Expr sum = Enumerable.Range(1, count - 1).Aggregate((Expr)Scalars[0], (terms, i) => terms + ((1 << i) * Scalars[i]));
        return Compile.Function<double>(sum, Scalars.Take(count)).Bind([.. Enumerable.Repeat((1, 1), count)]);
    }

    private static void Refuses(string message, Action run) => Assert.Equal(message, Assert.Throws<ArgumentException>(run).Message);
}
