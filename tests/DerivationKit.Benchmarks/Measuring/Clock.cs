using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DerivationKit.Benchmarks.Measuring;

/// <summary>Processor time of the calling thread, which does not run while another process has the core; elsewhere than on Linux the
/// time of day.</summary>
internal static partial class Clock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID, linux/time.h

    public static bool CountsProcessorTime { get; } = OperatingSystem.IsLinux();

    /// <summary>Nanoseconds since some moment.</summary>
    public static double ProcessorNanoseconds()
    {
        if (!CountsProcessorTime)
        {
            return WallNanoseconds();
        }

        _ = GetTime(ThreadProcessorTime, out TimeSpec time);
        return (time.Seconds * 1e9) + time.Nanoseconds;
    }

    /// <summary>Nanoseconds since some moment.</summary>
    public static double WallNanoseconds() => Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
