using DerivationKit.Compilation;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation;

public unsafe class InstancesTests
{
    private static readonly Variable X = Expr.Variable("x", Shape.Vector("n"));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(5, 3)]
    [InlineData(257, 1)]
    [InlineData(5_003, 1)]
    [InlineData(5_003, 3)]
    public void Each_instance_is_computed_once(int count, int threads)
    {
        // y + 10·x + s, where s is shared.
        TinyCode<double> code = (x, steps, y, instances) =>
        {
            for (nint i = 0; i < instances; i++)
            {
                y[0][i] += (10 * x[0][i * steps[0]]) + x[1][i * steps[1]];
            }
        };
        Assert.True(Run(code, count, threads, default, out double[] outputs));
        Assert.Equal(Enumerable.Range(0, count).Select(i => (10.0 * i) + 7), outputs);
    }

    // A block is 256 instances; whoever has one done stops all others before their next one.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    public void A_run_ends_between_blocks(int threads, int parts)
    {
        using var source = new CancellationTokenSource();
        TinyCode<double> code = (x, steps, y, instances) =>
        {
            new Span<double>(y[0], (int)instances).Fill(1);
            source.Cancel();
        };
        Assert.False(Run(code, 5_003, threads, source.Token, out double[] outputs));
        Assert.InRange(outputs.Sum(), 256, 256 * parts);
    }

    // Two parts for each thread, but not more than there are instances.
    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 3, 3)]
    [InlineData(11, 2, 4)]
    public void Each_part_has_memory_of_its_own(int count, int threads, int parts)
    {
        CompiledFunction<double> function = Compile.Function<double>(X.T * X, X);
        Sizes sizes = SizeInference.Infer([X], [(2, 1)]);
        int made = 0;
        var instances = new Instances<double>(null, Plan, 1, [1], threads);
        double[] inputs = [.. Enumerable.Range(0, 2 * count)], outputs = new double[count];
        for (int run = 0; run < 2; run++)
        {
            fixed (double* x = inputs, y = outputs)
            {
                double* first = x, result = y;
                nint step = 2;
                Assert.True(instances.Run(&first, &step, &result, count, threads, default));
            }
        }

        Assert.Equal(inputs.Chunk(2).Select(pair => (pair[0] * pair[0]) + (pair[1] * pair[1])), outputs);
        Assert.Equal(parts, made);

        Execution<double> Plan()
        {
            Interlocked.Increment(ref made);
            return new Planner<double>(function.Program, sizes, MatrixLayout.RowMajor, LaneWidths.ForEmittedCode<double>(), 1).Plan();
        }
    }

    private static bool Run(TinyCode<double> code, int count, int threads, CancellationToken cancellation, out double[] outputs)
    {
        var instances = new Instances<double>(code, () => throw new InvalidOperationException("the code needs no memory"), 2, [1], threads);
        double[] inputs = [.. Enumerable.Range(0, count)];
        outputs = new double[count];
        double shared = 7;
        fixed (double* x = inputs, y = outputs)
        {
            double** arrays = stackalloc[] { x, &shared };
            double* result = y;
            nint* steps = stackalloc nint[] { 1, 0 };
            return instances.Run(arrays, steps, &result, count, threads, cancellation);
        }
    }
}
