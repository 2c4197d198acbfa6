using System.Collections.Concurrent;

namespace DerivationKit.Cli.Batch;

/// <summary>Decides the lines of a file of claims on all processors and hands the outcomes on in the order of the lines.</summary>
internal static class BatchRun
{
    private const int StackBytes = 256 << 20;

    /// <summary>One outcome for each line that is not blank, as soon as it and all before it are known.</summary>
    public static IEnumerable<BatchOutcome> Decide(IEnumerable<string> lines, Deciding deciding)
    {
        int workers = Math.Max(1, Environment.ProcessorCount);
        // Not disposed of: a worker may still wait at its queue when the last outcome has been handed on.
        BlockingCollection<(int Number, string Text, TaskCompletionSource<BatchOutcome> Outcome)> queue = new(4 * workers);
        BlockingCollection<Task<BatchOutcome>> inOrder = new(64 * workers);
        Start(() => Enqueue(lines, queue, inOrder));
        for (int i = 0; i < workers; i++)
        {
            Start(() =>
            {
                foreach ((int number, string text, TaskCompletionSource<BatchOutcome> outcome) in queue.GetConsumingEnumerable())
                {
                    outcome.SetResult(BatchOutcome.Of(number, text, deciding));
                }
            });
        }

        foreach (Task<BatchOutcome> outcome in inOrder.GetConsumingEnumerable())
        {
            yield return outcome.GetAwaiter().GetResult();
        }
    }

    private static void Enqueue(
        IEnumerable<string> lines,
        BlockingCollection<(int Number, string Text, TaskCompletionSource<BatchOutcome> Outcome)> queue,
        BlockingCollection<Task<BatchOutcome>> inOrder)
    {
        try
        {
            int number = 0;
            foreach (string text in lines)
            {
                number++;
                if (!string.IsNullOrWhiteSpace(text))
                {
                    TaskCompletionSource<BatchOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    inOrder.Add(outcome.Task);
                    queue.Add((number, text, outcome));
                }
            }
        }
        catch (InputException e)
        {
            inOrder.Add(Task.FromException<BatchOutcome>(e));
        }

        queue.CompleteAdding();
        inOrder.CompleteAdding();
    }

    // Deeply nested formulas need room.
    private static void Start(Action work) => new Thread(() => work(), StackBytes) { IsBackground = true }.Start();
}
