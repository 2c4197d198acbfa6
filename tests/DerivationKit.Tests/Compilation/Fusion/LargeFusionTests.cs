using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation;
using static DerivationKit.Tests.Compilation.Fusion.FusionCases;

namespace DerivationKit.Tests.Compilation.Fusion;

// Many rows, in one thread and in several. Sums of products of small integers are exact in every order, as long as the sum of their
// magnitudes is below 2^24, or 2^53 in double: so the results are known exactly, whoever computes which part of them.
public class LargeFusionTests
{
    private static readonly Expr Rectified = Expr.Relu(Z * Theta.T);
    private static readonly Expr Flow = (C - Rectified) * Theta;
    private static readonly Expr Gradient = (Rectified - C).T * Z;
    private static readonly Expr Total = Expr.Sum(Expr.Hadamard(C, Rectified));

    public static TheoryData<int> Threads => [1, 2, 3];

    // 100,000 rows and 3 that fill no panel.
    [Theory]
    [MemberData(nameof(Threads))]
    public void A_hundred_thousand_rows(int threads)
    {
        var data = new Integers(100_003, 8, 5);
        AssertExact<double>(data, Widest(threads), threads);
        AssertExact<float>(data, Widest(threads), threads);
    }

    // Weights that are packed, their depth in more than one block of 256.
    [Theory]
    [MemberData(nameof(Threads))]
    public void Weights_that_do_not_fit_into_the_first_cache(int threads)
    {
        foreach (Binding binding in Binding.Fused)
        {
            AssertExact<double>(new Integers(131, 521, 37), binding, threads);
            AssertExact<float>(new Integers(67, 257, 41), binding, threads);
        }
    }

    // A softmax is rounded: each way errs by the derived bound at most, so that two ways differ by twice that.
    [Fact]
    public void A_softmax_of_many_rows_agrees_with_plain_loops()
    {
        foreach (Expr expression in (Expr[])[All["flow"], All["gradient of the weights"], All["loss"], All["softmax of columns"]])
        {
            Instance instance = Draw(Inputs(expression), 9, 5_003, 8, 5);
            CompiledFunction<double> function = Compile.Function<double>(expression, Inputs(expression));
            double[] tolerances = [.. Agreement.Bounds<double>(expression, function.Inputs, instance)!.Select(bound => 2 * bound.Error)];
            double[] expected = Binding.Plain[0].Run(function, instance);
            foreach (Binding binding in Binding.Fused[^2..])
            {
                BoundFunction<double> bound = binding.Bind(function, instance);
                foreach (int threads in (int[])[1, 2, 3])
                {
                    double[] output = new double[expected.Length];
                    bound.WithThreads(threads).Run(binding.Inputs(function, instance), output);
                    Agreement.AssertNear(expected, binding.RowMajor(output, bound.Rows, bound.Columns), tolerances, $"{expression} by {binding}");
                }
            }
        }
    }

    // Intermediate values whose columns would lie whole pages apart have numbers between them that are no part of them.
    [Fact]
    public void Columns_that_are_pages_long()
    {
        foreach (string name in (string[])["needed outside", "needed by a total", "normalized columns", "three sums", "transposed result", "softmax of a softmax of columns"])
        {
            CompiledFunction<double> function = Compile.Function<double>(All[name], Inputs(All[name]));
            Instance instance = Draw(function.Inputs, 12, 512, 3, 2);
            double[] tolerances = [.. Agreement.Bounds<double>(All[name], function.Inputs, instance)!.Select(bound => 2 * bound.Error)];
            double[] expected = Binding.Plain[0].Run(function, instance);
            Assert.All(Binding.Fused, binding => Agreement.AssertNear(expected, binding.Run(function, instance), tolerances, $"{name} by {binding}"));
        }
    }

    // Rows that repeat have results that repeat.
    [Theory]
    [MemberData(nameof(Threads))]
    public void A_softmax_of_a_hundred_thousand_rows(int threads)
    {
        const int Few = 503, Many = 100_003;
        CompiledFunction<double> function = Compile.Function<double>(All["flow"], Inputs(All["flow"]));
        Instance few = Draw(function.Inputs, 11, Few, 8, 5), many = Repeated(few, Many);
        double[] expected = Cycled(Binding.Plain[0].Run(function, few), 8 * Many);
        double[] tolerances = Cycled([.. Agreement.Bounds<double>(All["flow"], function.Inputs, few)!.Select(bound => 2 * bound.Error)], 8 * Many);
        Binding binding = Widest(threads + 1);
        BoundFunction<double> bound = binding.Bind(function, many).WithThreads(threads);
        double[] output = new double[8 * Many];
        bound.Run(binding.Inputs(function, many), output);
        Agreement.AssertNear(expected, binding.RowMajor(output, Many, 8), tolerances, $"flow by {binding}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_give_the_same_bits_on_every_run_and_to_every_caller(int threads)
    {
        Expr expression = All["gradient of the weights"];
        Instance instance = Draw(Inputs(expression), 10, 5_003, 8, 5);
        CompiledFunction<float> function = Compile.Function<float>(expression, Inputs(expression));
        Binding binding = Binding.Fused[^1];
        BoundFunction<float> bound = binding.Bind(function, instance).WithThreads(threads);
        ReadOnlyMemory<float>[] inputs = binding.Inputs(function, instance);
        float[][] results = [.. Enumerable.Range(0, 24).Select(_ => new float[40])];
        for (int i = 0; i < 8; i++)
        {
            bound.Run(inputs, results[i]);
        }

        // Those who find the helpers busy do all parts themselves.
        Parallel.For(8, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => bound.Run(inputs, results[i]));
        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.Contains(results[0], entry => entry != 0);
    }

    [Fact]
    public void A_run_in_threads_allocates_nothing()
    {
        var data = new Integers(5_003, 8, 5);
        Binding binding = Binding.Fused[^1];
        BoundFunction<double> bound = binding.Bind(data.Function<double>(Gradient), data.Instance).WithThreads(3);
        ReadOnlyMemory<double>[] inputs = binding.Inputs(data.Function<double>(Gradient), data.Instance);
        double[] output = new double[40];
        bound.Run(inputs, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bound.Run(inputs, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // The widest vectors, in one layout or the other.
    private static Binding Widest(int seed) => Binding.Fused[^((seed % 2) + 1)];

    private static T[] Cycled<T>(IReadOnlyList<T> entries, int length) => [.. Enumerable.Range(0, length).Select(i => entries[i % entries.Count])];

    // The same arrays with more rows, those of n rows over and over.
    private static Instance Repeated(Instance few, int n) => new(
        few.Sizes.SetItem("n", n),
        few.Inputs.ToImmutableSortedDictionary(input => input.Key, input => input.Key == Theta.Name ? input.Value : Longer(input.Value, n), StringComparer.Ordinal));

    private static ExactArray Longer(ExactArray array, int n) => new(n, array.Columns, [.. Cycled(array.Entries, n * array.Columns)]);

    private static void AssertExact<T>(Integers data, Binding binding, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(data.FlowEntries(), Run(Flow));
        Assert.Equal(data.GradientEntries(), Run(Gradient));
        Assert.Equal([data.TotalEntry()], Run(Total));

        long[] Run(Expr expression)
        {
            CompiledFunction<T> function = data.Function<T>(expression);
            BoundFunction<T> bound = binding.Bind(function, data.Instance).WithThreads(threads);
            T[] output = new T[bound.Rows * bound.Columns];
            bound.Run(binding.Inputs(function, data.Instance), output);
            return [.. binding.RowMajor(output, bound.Rows, bound.Columns).Select(long.CreateChecked)];
        }
    }
}
