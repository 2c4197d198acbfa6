using System.Diagnostics;
using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Compilation;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>How long it takes from text to a first result: in a cold process, where an empty process is subtracted, and in one that has
/// compiled before.</summary>
internal static class Latency
{
    private const int Processes = 5;

    public static void Run()
    {
        double empty = Children.MedianMilliseconds("latency-empty", Processes);
        double cold = Children.MedianMilliseconds("latency-first", Processes);
        Console.WriteLine($"A cold process, median of {Processes}: {cold:f1} ms, an empty one {empty:f1} ms.");
        Console.WriteLine($"From its start to the first result: {cold - empty:f1} ms.");
        Console.WriteLine();
        Console.WriteLine("| delegate | read | derive | tidy | compile | bind | first call | from compile on | sum, ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        Console.Write(Children.Output("latency-first"));
        _ = FirstResult(KernelCatalogue.Of("a", "tiny"));
        foreach (string kernel in KernelCatalogue.Kernels.Where(k => k is not ("e" or "f")))
        {
            WriteLine(KernelCatalogue.Of(kernel, "small"), "warm");
        }
    }

    /// <summary>What a cold process does between its start and its first result.</summary>
    public static void First() => WriteLine(KernelCatalogue.Of("a", "small"), "cold");

    private static void WriteLine(KernelCase @case, string state)
    {
        double[] steps = FirstResult(@case);
        string cells = string.Join(" | ", steps.Append(steps[3..].Sum()).Append(steps.Sum()).Select(s => $"{s:f2}"));
        Console.WriteLine($"| {@case}, {state} | {cells} |");
    }

    /// <summary>Milliseconds of each step from text to the first result.</summary>
    private static double[] FirstResult(KernelCase @case)
    {
        ReadOnlyMemory<double>[] operands = [.. Problem<double>.Draw(@case).Operands];
        var result = new double[@case.ResultShapes[^1].Rows * @case.ResultShapes[^1].Columns];
        List<long> moments = [Stopwatch.GetTimestamp()];
        Scope scope = Scope.Parse(@case.Declarations);
        Expr expression = After(scope.ParseExpression(@case.Results[^1]));
        Expr closed = After(ClosedForm.Of(expression));
        Expr tidy = After(Simplify.Tidy(closed));
        CompiledFunction<double> function = After(Compile.Function<double>(tidy, scope.Variables));
        BoundFunction<double> bound = After(Binding.Bind(function, KitContender.Shapes(@case), threads: 1));
        bound.Run(operands, result);
        _ = After(result);
        return [.. moments.Zip(moments.Skip(1), (from, to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds)];

        TValue After<TValue>(TValue value)
        {
            moments.Add(Stopwatch.GetTimestamp());
            return value;
        }
    }
}
