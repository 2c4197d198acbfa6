using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Tests.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Fusion;

// What a run touches, keeps and allocates.
public class FusionMemoryTests
{
    // Entries before and after a result, which stay as they are.
    private const int Guard = 24;

    // Inputs end where a page ends that must not be read; results stand between numbers that must not change.
    [Theory]
    [MemberData(nameof(FusionCases.Names), MemberType = typeof(FusionCases))]
    public void A_run_stays_within_its_spans(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pages are protected by mprotect");
        foreach (Binding binding in Binding.Fused)
        {
            AssertWithin<double>(name, binding);
            AssertWithin<float>(name, binding);
        }
    }

    // Scratch, running sums and packed weights of one run are nothing to the next.
    [Theory]
    [MemberData(nameof(FusionCases.Names), MemberType = typeof(FusionCases))]
    public void A_run_remembers_nothing_and_allocates_nothing(string name)
    {
        CompiledFunction<double> function = Function<double>(name);
        foreach (Binding binding in Binding.Fused)
        {
            (int n, int d, int k) = Sizes(function, binding, 1 + (int)binding.Layout);
            Instance first = FusionCases.Draw(function.Inputs, 1, n, d, k), second = FusionCases.Draw(function.Inputs, 2, n, d, k);
            ReadOnlyMemory<double>[] firstInputs = binding.Inputs(function, first), secondInputs = binding.Inputs(function, second);
            BoundFunction<double> bound = binding.Bind(function, first), fresh = binding.Bind(function, second);
            double[] expected = new double[bound.Rows * bound.Columns], found = [.. expected.Select(_ => double.NaN)];
            fresh.Run(secondInputs, expected);
            bound.Run(firstInputs, found);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bound.Run(secondInputs, found);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(expected, found);
        }
    }

    private static void AssertWithin<T>(string name, Binding binding)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CompiledFunction<T> function = Function<T>(name);
        (int n, int d, int k) = Sizes(function, binding, 3 + (int)binding.Layout);
        Instance instance = FusionCases.Draw(function.Inputs, 3, n, d, k);
        GuardedPage[] pages = [.. function.Inputs.Select(_ => new GuardedPage())];
        ReadOnlyMemory<T>[] inputs = binding.Inputs(function, instance);
        BoundFunction<T> bound = binding.Bind(function, instance);
        T[] expected = new T[bound.Rows * bound.Columns];
        bound.Run(inputs, expected);
        T[] around = [.. Enumerable.Repeat(T.NegativeOne, expected.Length + (2 * Guard))];
        Run(bound, inputs, pages, around.AsSpan(Guard, expected.Length));
        IEnumerable<T> untouched = Enumerable.Repeat(T.NegativeOne, Guard);
        Assert.Equal([.. untouched, .. expected, .. untouched], around);
        foreach (GuardedPage page in pages)
        {
            page.Dispose();
        }
    }

    private static unsafe void Run<T>(BoundFunction<T> bound, ReadOnlyMemory<T>[] inputs, GuardedPage[] pages, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (inputs.Length)
        {
            case 1:
                bound.Run(AtEnd(0), output);
                break;
            case 2:
                bound.Run(AtEnd(0), AtEnd(1), output);
                break;
            case 3:
                bound.Run(AtEnd(0), AtEnd(1), AtEnd(2), output);
                break;
            default:
                bound.Run(AtEnd(0), AtEnd(1), AtEnd(2), AtEnd(3), output);
                break;
        }

        ReadOnlySpan<T> AtEnd(int i)
        {
            Span<T> end = new((T*)pages[i].End - inputs[i].Length, inputs[i].Length);
            inputs[i].Span.CopyTo(end);
            return end;
        }
    }

    private static CompiledFunction<T> Function<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T> => Compile.Function<T>(FusionCases.All[name], FusionCases.Inputs(FusionCases.All[name]));

    // Sizes with which each input fits into a page of 4096 bytes.
    private static (int N, int D, int K) Sizes<T>(CompiledFunction<T> function, Binding binding, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int most = function.Inputs.Any(input => input.Shape is { IsSquare: true, IsScalar: false }) ? 21 : 100;
        (int n, int d, int k) = FusionCases.DrawSizes((10 * function.ToString().Length) + seed, LaneWidths.Count<T>(binding.Width!.Value));
        return (int.Min(n, most), d, int.Min(k, most));
    }
}
