using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Benchmarks.Measuring;
using DerivationKit.Compilation;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>Kernel (a) with d = 64, k = 10 and a growing number of rows: time per row and memory beyond inputs and outputs should stay as
/// they are. Each number of rows has a process of its own, whose peak is its own.</summary>
internal static class Growth
{
    private const string PeakLine = "VmHWM:";

    public static void Run(double sliceMilliseconds)
    {
        Console.WriteLine("| n | ns per row | memory beyond inputs and outputs, KB | inputs and outputs, KB |");
        Console.WriteLine("|---|---|---|---|");
        foreach (int n in (int[])[1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000])
        {
            Console.Write(Children.Output("linear-rows", $"{n}", $"{sliceMilliseconds}"));
        }
    }

    /// <summary>One line of the table.</summary>
    public static void Rows(int n, double sliceMilliseconds)
    {
        // The numbers are taken as they were drawn, whatever the layout: neither time nor memory depends on them.
        CompiledFunction<double> function = KitContender.Functions<double>(KernelCatalogue.Rows(n))[0];
        _ = Timing.WarmUp(Run(function, 100));
        Action run = Run(function, n, out double beyond);
        Timing timing = Timing.Of(run, sliceMilliseconds);
        double kilobytes = KernelCatalogue.Rows(n).Numbers * sizeof(double) / 1024;
        Console.WriteLine($"| {n} | {timing.Processor / n:f1} | {beyond} | {kilobytes:f0} |");
    }

    private static Action Run(CompiledFunction<double> function, int n) => Run(function, n, out _);

    private static Action Run(CompiledFunction<double> function, int n, out double beyond)
    {
        Problem<double> problem = Problem<double>.Draw(KernelCatalogue.Rows(n));
        var result = new double[problem.Operands[0].Length];
        Array.Fill(result, 1); // untouched pages take no memory
        double before = PeakKilobytes();
        BoundFunction<double> bound = Binding.Bind(function, KitContender.Shapes(problem.Case), threads: 1);
        Action run = () => bound.Run(problem.Operands[0], problem.Operands[1], problem.Operands[2], result);
        run();
        beyond = PeakKilobytes() - before;
        return run;
    }

    // The peak of resident memory as Linux counts it.
    private static double PeakKilobytes()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(PeakLine));
        return double.Parse(line[PeakLine.Length..].Replace("kB", "").Trim());
    }
}
