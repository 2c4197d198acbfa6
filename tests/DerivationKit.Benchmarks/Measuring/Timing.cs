namespace DerivationKit.Benchmarks.Measuring;

/// <summary>Nanoseconds per call over one slice of time: the medians of its batches, and the best batch.</summary>
internal sealed record Timing(double Processor, double Wall, double BestWall, int Batches)
{
    // A batch has to be long against the clocks, which cost up to a microsecond.
    private const double BatchNanoseconds = 100_000;

    /// <summary>Calls long enough for the runtime to compile hot methods anew, then measures one slice.</summary>
    public static Timing Of(Action call, double sliceMilliseconds)
    {
        int calls = WarmUp(call, 3e6 * sliceMilliseconds);
        return Slice(call, calls, 1e6 * sliceMilliseconds);
    }

    /// <summary>Measures one slice of a call that is warm, in batches of so many calls.</summary>
    public static Timing Slice(Action call, int calls, double nanoseconds)
    {
        List<double> processor = [], wall = [];
        double end = Clock.WallNanoseconds() + nanoseconds;
        do
        {
            (double p, double w) = (Clock.ProcessorNanoseconds(), Clock.WallNanoseconds());
            for (int i = 0; i < calls; i++)
            {
                call();
            }

            processor.Add((Clock.ProcessorNanoseconds() - p) / calls);
            wall.Add((Clock.WallNanoseconds() - w) / calls);
        }
        while (Clock.WallNanoseconds() < end);
        return new(Median(processor), Median(wall), wall.Min(), wall.Count);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>How many calls make a batch.</summary>
    private static int WarmUp(Action call, double nanoseconds)
    {
        double start = Clock.WallNanoseconds(), last;
        double best = double.PositiveInfinity;
        do
        {
            double before = Clock.WallNanoseconds();
            call();
            last = Clock.WallNanoseconds();
            best = Math.Min(best, last - before);
        }
        while (last - start < nanoseconds);
        return (int)Math.Clamp(BatchNanoseconds / best, 1, 100_000);
    }
}
