using System.Numerics;
using BenchmarkDotNet.Attributes;
using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks;

/// <summary>The contenders of one kernel at all its sizes.</summary>
[MemoryDiagnoser]
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public abstract class KernelBenchmarks<T>(string kernel)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Action kit = Nothing, mathNet = Nothing, naive = Nothing;

    [ParamsSource(nameof(Sizes))]
    public string Size { get; set; } = "";

    public IEnumerable<string> Sizes => KernelCatalogue.SizesOf(kernel);

    [GlobalSetup]
    public void SetUp()
    {
        Problem<T> problem = Problem<T>.Draw(KernelCatalogue.Of(kernel, Size));
        kit = KitContender.Of(problem, threads: 1).Call;
        mathNet = MathNetContender.Of(problem, threads: 1).Call;
        naive = NaiveContender.Of(problem).Call;
    }

    [Benchmark(Baseline = true)]
    public void Kit() => kit();

    [Benchmark]
    public void MathNet() => mathNet();

    [Benchmark]
    public void Naive() => naive();

    private static void Nothing()
    {
    }
}
