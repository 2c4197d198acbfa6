namespace DerivationKit.Benchmarks.Measuring;

/// <summary>Nanoseconds per call over one slice of time: the medians of its batches, and the best batch.</summary>
internal sealed record Timing(double Processor, double Wall, double BestWall, int Batches)
{
    // A batch has to be long against the clocks, which cost up to a microsecond.
    private const double BatchNanoseconds = 100_000;

    // The runtime counts calls only when it has compiled nothing new for 100 ms, and then compiles hot methods anew, in the background.
    private const int PauseMilliseconds = 150;
    private const int LeastRounds = 3;
    private const int MostRounds = 10;
    private const double RoundNanoseconds = 50e6;

    // Nobody waits for a promotion of what takes half a second; its loops are replaced while they run.
    private const double Slow = 500e6;

    /// <summary>Warms up, then measures one slice.</summary>
    public static Timing Of(Action call, double sliceMilliseconds) => Slice(call, WarmUp(call), sliceMilliseconds);

    /// <summary>Calls until calls no longer become faster, and says how many of them make a batch.</summary>
    public static int WarmUp(Action call)
    {
        double last = double.PositiveInfinity, best = Best(call, RoundNanoseconds);
        for (int round = 1; best < Slow && round < MostRounds && (round < LeastRounds || best < 0.95 * last); round++)
        {
            Thread.Sleep(PauseMilliseconds);
            (last, best) = (best, Best(call, RoundNanoseconds));
        }

        return BatchOf(best);
    }

    /// <summary>How many calls make a batch, of a call that needs no warming up.</summary>
    public static int Batch(Action call, double milliseconds) => BatchOf(Best(call, 1e6 * milliseconds));

    private static int BatchOf(double best) => (int)Math.Clamp(BatchNanoseconds / best, 1, 100_000);

    private static double Best(Action call, double nanoseconds)
    {
        double start = Clock.WallNanoseconds(), before, after = start, best = double.PositiveInfinity;
        do
        {
            before = after;
            call();
            after = Clock.WallNanoseconds();
            best = Math.Min(best, after - before);
        }
        while (after - start < nanoseconds);
        return best;
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
