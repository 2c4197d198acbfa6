using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Benchmarks.Measuring;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>One kernel at one size in one floating-point type, and its contenders.</summary>
internal interface ISession
{
    /// <summary>The relative error of a contender against the reference.</summary>
    double Check(string contender, int threads);

    Timing Time(string contender, int threads, double sliceMilliseconds);
}

/// <summary>A session in the type <typeparamref name="T"/>. Operands and reference lie in files, too, so that other processes compute
/// with the same numbers: <c>operand0</c>, ... in the type itself, <c>reference0</c>, ... in double precision, row after row.</summary>
internal sealed class Session<T> : ISession
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Problem<T> problem;
    private readonly ImmutableArray<double[]> reference;
    private readonly Dictionary<(string Name, int Threads), Contender> contenders = [];
    private readonly Dictionary<Contender, int> batches = [];

    public Session(KernelCase @case, string folder)
    {
        problem = Problem<T>.Draw(@case);
        Contender loops = NaiveContender.Of(problem.Widened());
        loops.Call();
        reference = loops.Results();
        WriteAll(folder, "operand", problem.Operands);
        WriteAll(folder, "reference", reference);
    }

    public double Check(string contender, int threads)
    {
        Contender checkedOne = Of(contender, threads);
        checkedOne.Call();
        return Agreement.RelativeError(checkedOne.Results(), reference);
    }

    public Timing Time(string contender, int threads, double sliceMilliseconds)
    {
        Contender timed = Of(contender, threads);
        if (!batches.TryGetValue(timed, out int batch))
        {
            batch = Timing.WarmUp(timed.Call);
            batches.Add(timed, batch);
        }

        return Timing.Slice(timed.Call, batch, sliceMilliseconds);
    }

    private Contender Of(string name, int threads)
    {
        if (!contenders.TryGetValue((name, threads), out Contender? contender))
        {
            contender = Contender.Of(name, problem, threads);
            contenders.Add((name, threads), contender);
        }

        return contender;
    }

    private static void WriteAll<TNumber>(string folder, string name, ImmutableArray<TNumber[]> arrays)
        where TNumber : unmanaged
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            using FileStream file = File.Create(Path.Combine(folder, $"{name}{i}"));
            file.Write(MemoryMarshal.AsBytes(arrays[i].AsSpan()));
        }
    }
}
