using System.Diagnostics;
using DerivationKit.Benchmarks.Measuring;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>This program in processes of its own.</summary>
internal static class Children
{
    /// <summary>The median wall time of several processes from start to exit.</summary>
    public static double MedianMilliseconds(string mode, int processes) =>
        Timing.Median([.. Enumerable.Repeat(mode, processes).Select(Milliseconds)]);

    private static double Milliseconds(string mode)
    {
        double start = Clock.WallNanoseconds();
        _ = Output(mode);
        return (Clock.WallNanoseconds() - start) / 1e6;
    }

    /// <summary>What a process prints that is started with these arguments.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static string Output(params string[] arguments)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is unknown");
        using Process child = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} does not start");
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ends with {child.ExitCode}");
    }
}
