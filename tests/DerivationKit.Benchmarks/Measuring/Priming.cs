using System.Numerics;
using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks.Measuring;

/// <summary>Calls everything often enough that the runtime compiles it anew, with pauses in which it does so. Otherwise whatever is
/// measured first in a process would be measured in code that was compiled in haste.</summary>
internal static class Priming
{
    private const int Rounds = 6;
    private const int Calls = 40; // the runtime compiles a method anew after 30
    private const int PauseMilliseconds = 250;

    public static void Run()
    {
        Action[] calls = [.. KernelCatalogue.Kernels
            .Where(k => KernelCatalogue.SizesOf(k).Contains("small"))
            .Select(k => KernelCatalogue.Of(k, "small"))
            .SelectMany(c => CallsOf<double>(c).Concat(CallsOf<float>(c)))];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Action call in calls)
            {
                _ = Timing.Slice(call, Calls, 0);
            }

            Thread.Sleep(PauseMilliseconds);
        }
    }

    private static IEnumerable<Action> CallsOf<T>(KernelCase @case)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Problem<T> problem = Problem<T>.Draw(@case);
        return Contender.Names.Select(name => Contender.Of(name, problem, threads: 1).Call);
    }
}
