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

    // Every choice of inputs that stay the same; the others differ in each instance.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_input_of_one_instance_is_shared_by_all(bool emitted)
    {
        BoundFunction<double> bound = Weighted(5, emitted);
        for (int shared = 0; shared < 32; shared++)
        {
            ReadOnlyMemory<double>[] inputs = [.. Scalars.Select((_, i) =>
                (ReadOnlyMemory<double>)Enumerable.Range(0, IsShared(i) ? 1 : Count).Select(at => Number(i, at)).ToArray())];
            double[] outputs = new double[Count];
            bound.RunMany(inputs, outputs);
            Assert.Equal(Enumerable.Range(0, Count).Select(at => Scalars.Select((_, i) => (1 << i) * Number(i, IsShared(i) ? 0 : at)).Sum()), outputs);

            bool IsShared(int input) => (shared & (1 << input)) != 0;
        }

        static double Number(int input, int at) => (at + 1) % (11 + input);
    }

    // (1 2 3; 4 5 6)·(1 0; 0 1; 2 2) = (7 8; 16 17), and twice that.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shared_matrix_may_be_either_factor(bool emitted)
    {
        double[] a = [1, 2, 3, 4, 5, 6], b = [1, 0, 0, 1, 2, 2], outputs = new double[8];
        Product(emitted).RunMany(a, [.. b, .. b.Select(entry => 2 * entry)], outputs);
        Assert.Equal([7, 8, 16, 17, 14, 16, 32, 34], outputs);
        Product(emitted).RunMany([.. a.Select(entry => 2 * entry), .. a], b, outputs);
        Assert.Equal([14, 16, 32, 34, 7, 8, 16, 17], outputs);
        Product(emitted).RunMany(a, b, outputs);
        Assert.Equal([7, 8, 16, 17, 7, 8, 16, 17], outputs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_instance_is_a_number_of_instances(bool emitted) => Product(emitted).RunMany([], new double[6], []);

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
        Refuses(
            "B: matrix(n,p) is 3×2 here and needs 18 numbers, 6 for each of 3 instances, or 6 for all of them, not 17",
            () => bound.RunMany(a, b.AsSpan(1), outputs));
        Refuses("A: matrix(m,n) is 2×3 here and needs 6 numbers, not 18", () => bound.RunMany(a, b.AsSpan(0, 6), outputs.AsSpan(0, 4)));
        Refuses("the function takes 2 inputs (A, B), not 1", () => bound.RunMany(a, outputs));
        Refuses("the function takes 2 inputs (A, B), not 3", () => bound.RunMany([a, b, a], outputs));
        Refuses("the output overlaps the memory of the input A", () => bound.RunMany(a, b, a.AsSpan(6)));
        Refuses("the output overlaps the memory of the input B", () => bound.RunMany(a, b.AsSpan(6, 6), b.AsSpan(0, 12)));
        bound.RunMany(a, b.AsSpan(12), b.AsSpan(0, 12));
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

    // Enough products of 24 operations that threads share them.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Threads_share_the_instances(bool emitted)
    {
        const int Many = 20_011;
        double[] a = [.. Enumerable.Range(0, 6 * Many).Select(i => i % 17)], b = [1, 0, 0, 1, 2, 2];
        double[] expected = [.. a.Chunk(3).SelectMany(row => (double[])[row[0] + (2 * row[2]), row[1] + (2 * row[2])])];
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            double[] outputs = new double[4 * Many];
            Product(emitted).WithThreads(threads).RunMany(a, b, outputs);
            Assert.Equal(expected, outputs);
            Assert.Throws<OperationCanceledException>(
                () => Product(emitted).WithThreads(threads).RunMany(a, b, outputs, new CancellationToken(canceled: true)));
        }
    }

    // A run of one instance divides its 5003 rows, whose sums are rounded otherwise then.
    [Fact]
    public void Threads_compute_each_instance_as_one_does()
    {
        CompiledFunction<float> function = Compile.Function<float>(Expr.Exp(A).T * A, A);
        float[] a = [.. Enumerable.Range(0, 3 * 5_003 * 8).Select(i => 1f / ((i % 1_009) + 1))];
        float[] expected = new float[3 * 64], outputs = new float[expected.Length];
        BoundFunction<float> bound = function.Bind(MatrixLayout.ColumnMajor, (5_003, 8));
        for (int i = 0; i < 3; i++)
        {
            bound.Run(a.AsSpan(i * 5_003 * 8, 5_003 * 8), expected.AsSpan(i * 64, 64));
        }

        foreach (int threads in (int[])[1, 2, 3, 5])
        {
            bound.WithThreads(threads).RunMany(a, outputs);
            Assert.Equal(expected, outputs);
        }
    }

    [Theory]
    [InlineData(true, 3, 1)]
    [InlineData(false, 3, 1)]
    [InlineData(true, 20_011, 3)]
    [InlineData(false, 20_011, 3)]
    public void A_run_allocates_nothing(bool emitted, int count, int threads)
    {
        BoundFunction<double> bound = Product(emitted).WithThreads(threads);
        double[] a = new double[6 * count], b = new double[6], outputs = new double[4 * count];
        bound.RunMany(a, b, outputs);

        // The runtime has tables of its own, which may grow once while others compile code beside.
        Assert.InRange(Enumerable.Range(0, 10).Count(_ => Allocates()), 0, 1);

        bool Allocates()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bound.RunMany(a, b, outputs);
            return GC.GetAllocatedBytesForCurrentThread() > before;
        }
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
