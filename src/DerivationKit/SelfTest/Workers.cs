namespace DerivationKit.SelfTest;

/// <summary>Threads with room for deeply nested formulas.</summary>
internal static class Workers
{
    private const int StackBytes = 256 << 20;

    /// <summary>Runs the same work on so many threads and waits for all.</summary>
    public static void Run(int threads, Action work)
    {
        Thread[] workers = [.. Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new Thread(() => work(), StackBytes))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
    }
}
