using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Benchmarks.Measuring;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>The kit at one thread and at two: wall time, the best batch of several slices.</summary>
internal static class Threads
{
    private const int Rounds = 5;

    public static void Run(double sliceMilliseconds)
    {
        Priming.Run();
        Console.WriteLine("| kernel | 1 thread, µs | 2 threads, µs | gain |");
        Console.WriteLine("|---|---|---|---|");
        foreach (string kernel in (string[])["a", "b", "c", "d", "g"])
        {
            foreach (string size in KernelCatalogue.SizesOf(kernel).Where(s => s != "tiny"))
            {
                Compare(KernelCatalogue.Of(kernel, size), sliceMilliseconds);
            }
        }
    }

    private static void Compare(KernelCase @case, double sliceMilliseconds)
    {
        Problem<double> problem = Problem<double>.Draw(@case);
        Action[] calls = [.. Enumerable.Range(1, 2).Select(threads => KitContender.Of(problem, threads).Call)];
        int[] batches = [.. calls.Select(c => Timing.WarmUp(c))];
        double[] best = [double.PositiveInfinity, double.PositiveInfinity];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < calls.Length; i++)
            {
                best[i] = Math.Min(best[i], Timing.Slice(calls[i], batches[i], sliceMilliseconds).BestWall);
            }
        }

        Console.WriteLine($"| {@case} | {best[0] / 1e3:f2} | {best[1] / 1e3:f2} | {best[0] / best[1]:f2} |");
    }
}
