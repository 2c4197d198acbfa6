namespace DerivationKit.Benchmarks.Measuring;

/// <summary>Nanoseconds per call over one slice of time: the medians of its batches, and the best batch.</summary>
internal sealed record Timing(double Processor, double Wall, double BestWall, int Batches)
{
    // A batch has to be long against the clocks, which cost up to a microsecond.
    private const double BatchNanoseconds = 100_000;

    // The runtime compiles hot methods anew 100 ms after the last new method was called.
    private const double LeastWarmUpMilliseconds = 400;

    /// <summary>Warms up, then measures one slice.</summary>
    public static Timing Of(Action call, double sliceMilliseconds) => Slice(call, WarmUp(call, sliceMilliseconds), sliceMilliseconds);

    /// <summary>Calls until the runtime has compiled hot methods anew, and says how many calls make a batch.</summary>
    public static int WarmUp(Action call, double sliceMilliseconds) =>
        Batch(call, Math.Max(LeastWarmUpMilliseconds, 3 * sliceMilliseconds));

    /// <summary>Calls for so long, and says how many calls make a batch.</summary>
    public static int Batch(Action call, double milliseconds)
    {
        double start = Clock.WallNanoseconds(), before, after = start, best = double.PositiveInfinity;
        do
        {
            before = after;
            call();
            after = Clock.WallNanoseconds();
            best = Math.Min(best, after - before);
        }
        while (after - start < 1e6 * milliseconds);
        return (int)Math.Clamp(BatchNanoseconds / best, 1, 100_000);
    }

    /// <summary>Measures one slice of a call that is warm, in batches of so many calls.</summary>
    public static Timing Slice(Action call, int batch, double milliseconds)
    {
        List<double> processor = [], wall = [];
        double end = Clock.WallNanoseconds() + (1e6 * milliseconds);
        do
        {
            (double p, double w) = (Clock.ProcessorNanoseconds(), Clock.WallNanoseconds());
            for (int i = 0; i < batch; i++)
            {
                call();
            }

            processor.Add((Clock.ProcessorNanoseconds() - p) / batch);
            wall.Add((Clock.WallNanoseconds() - w) / batch);
        }
        while (Clock.WallNanoseconds() < end);
        return new(Median(processor), Median(wall), wall.Min(), wall.Count);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
