using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks.Contenders;

/// <summary>One way to compute a kernel: a call that is timed, and what the last call computed, row after row.</summary>
internal sealed record Contender(Action Call, Func<ImmutableArray<double[]>> Results)
{
    public static ImmutableArray<string> Names { get; } = ["kit", "mathnet", "naive"];

    /// <exception cref="ArgumentException">There is no contender of this name.</exception>
    public static Contender Of<T>(string name, Problem<T> problem, int threads)
        where T : unmanaged, IFloatingPointIeee754<T> => name switch
        {
            "kit" => KitContender.Of(problem, threads),
            "mathnet" => MathNetContender.Of(problem, threads),
            "naive" => NaiveContender.Of(problem),
            _ => throw new ArgumentException($"unknown contender {name}"),
        };
}
