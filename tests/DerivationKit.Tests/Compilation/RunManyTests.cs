using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation;

public class RunManyTests
{
    // Beyond the number of instances that run without a look at the cancellation token, and no multiple of it.
    private const int Count = 700;

    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable[] Scalars = [.. Enumerable.Range(0, 5).Select(i => Expr.Variable($"s{i}", Shape.Scalar))];

    // (1 2 3; 4 5 6)·(1 0; 0 1; 2 2) = (7 8; 16 17), twice that, and the third column in the first place.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Instances_lie_one_after_the_other(bool emitted)
    {
        double[] a = [1, 2, 3, 4, 5, 6, 2, 4, 6, 8, 10, 12, 1, 2, 3, 4, 5, 6];
        double[] b = [1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 0, 0, 0, 0, 1, 0];
        double[] outputs = new double[12];
        Product(emitted).RunMany(a, b, outputs);
        Assert.Equal([7, 8, 16, 17, 14, 16, 32, 34, 3, 0, 6, 0], outputs);
    }

    // Integers, so every sum is exact; the inputs differ in each instance.
    [Fact]
    public void Each_number_of_inputs_has_its_entry_point()
    {
        double[][] inputs = [.. Scalars.Select((_, i) => Enumerable.Range(0, Count).Select(at => Math.Pow(10, i) * (at % 10)).ToArray())];
        Check(1, outputs => Weighted(1).RunMany(inputs[0], outputs));
        Check(2, outputs => Weighted(2).RunMany(inputs[0], inputs[1], outputs));
        Check(3, outputs => Weighted(3).RunMany(inputs[0], inputs[1], inputs[2], outputs));
        Check(4, outputs => Weighted(4).RunMany(inputs[0], inputs[1], inputs[2], inputs[3], outputs));
        Check(5, outputs => Weighted(5).RunMany([inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]], outputs));
        Check(5, outputs => Weighted(5, emitted: false).RunMany([inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]], outputs));

        static void Check(int count, Action<double[]> run)
        {
            double factor = Enumerable.Range(0, count).Sum(i => Math.Pow(20, i));
            double[] outputs = new double[Count];
            run(outputs);
            Assert.Equal(Enumerable.Range(0, Count).Select(at => factor * (at % 10)), outputs);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_instance_is_a_number_of_instances(bool emitted) => Product(emitted).RunMany([], [], []);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_of_no_instance_is_cancelled_as_any_other(bool emitted) => Assert.Throws<OperationCanceledException>(
        () => Product(emitted).RunMany([], [], [], new CancellationToken(canceled: true)));

    [Fact]
    public void Lengths_have_to_fit()
    {
        BoundFunction<double> bound = Product();
        double[] a = new double[18], b = new double[18], outputs = new double[12];
        Refuses(
            "the output is 2×2 here and needs 4 numbers for each instance; 11 is no multiple", () => bound.RunMany(a, b, outputs.AsSpan(1)));
        Refuses("B: matrix(n,p) is 3×2 here and needs 6 numbers for each of 3 instances, not 17", () => bound.RunMany(a, b.AsSpan(1), outputs));
        Refuses("the function takes 2 inputs (A, B), not 1", () => bound.RunMany(a, outputs));
        Refuses("the function takes 2 inputs (A, B), not 3", () => bound.RunMany([a, b, a], outputs));
        Refuses("the output overlaps the memory of the input A", () => bound.RunMany(a, b, a.AsSpan(6)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_is_not_wanted_ends(bool emitted)
    {
        double[] input = [.. Enumerable.Repeat(1.0, Count)], outputs = new double[Count];
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Weighted(1, emitted).RunMany(input, outputs, cancelled));
        Assert.All(outputs, entry => Assert.Equal(0, entry));
        Weighted(1, emitted).RunMany(input, outputs, new CancellationToken(canceled: false));
        Assert.Equal(input, outputs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_allocates_nothing(bool emitted)
    {
        BoundFunction<double> bound = Product(emitted);
        double[] a = new double[18], b = new double[18], outputs = new double[12];
        bound.RunMany(a, b, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            bound.RunMany(a, b, outputs);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // The memory of a run is taken while the run lasts: a thread that finds none makes its own.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_bound_function_serves_many_threads(bool emitted)
    {
        BoundFunction<double> bound = Compile.Function<double>((A * B) * (A * B).T, A, B)
            .Bind(SizeInference.Infer([A, B], [(5, 7), (7, 6)]), MatrixLayout.RowMajor, Width(emitted));
        double[] a = [.. Enumerable.Range(0, 35).Select(i => i % 7)], b = [.. Enumerable.Range(0, 42).Select(i => i % 5)];
        double[] expected = new double[25];
        bound.Run(a, b, expected);
        Assert.Contains(expected, entry => entry > 0);
        Thread[] threads = new Thread[4];
        double[][] wrong = new double[threads.Length][];
        for (int t = 0; t < threads.Length; t++)
        {
            int own = t;
            threads[t] = new(() =>
            {
                double[] output = new double[25];
                for (int run = 0; run < 200; run++)
                {
                    output.AsSpan().Clear();
                    bound.Run(a, b, output);
                    wrong[own] = output.SequenceEqual(expected) ? wrong[own] : [.. output];
                }
            });
            threads[t].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        Assert.All(wrong, Assert.Null);
    }

    private static LaneWidth? Width(bool emitted) => emitted ? LaneWidths.ForEmittedCode<double>() : null;

    private static BoundFunction<double> Product(bool emitted = true) =>
        Compile.Function<double>(A * B, A, B).Bind(SizeInference.Infer([A, B], [(2, 3), (3, 2)]), MatrixLayout.RowMajor, Width(emitted));

    // s0 + 2·s1 + 4·s2 + ...
    private static BoundFunction<double> Weighted(int count, bool emitted = true)
    {
        Expr sum = Enumerable.Range(1, count - 1).Aggregate((Expr)Scalars[0], (terms, i) => terms + ((1 << i) * Scalars[i]));
        return Compile.Function<double>(sum, Scalars.Take(count)).Bind(Sizes.Of([]), MatrixLayout.RowMajor, Width(emitted));
    }

    private static void Refuses(string message, Action run) => Assert.Equal(message, Assert.Throws<ArgumentException>(run).Message);
}
