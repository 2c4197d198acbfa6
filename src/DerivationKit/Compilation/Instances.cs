using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Parallel;

namespace DerivationKit.Compilation;

/// <summary>Runs a program for many instances, which are divided into parts with memory of their own; each instance is computed as by one
/// thread. One run at a time.</summary>
/// <param name="tiny">Code that needs no memory, if there is some.</param>
/// <param name="plan">Makes what runs otherwise, for each part when it is first run.</param>
/// <param name="inputCount">How many inputs there are.</param>
/// <param name="outputLengths">How many numbers each result has.</param>
/// <param name="mostThreads">How many threads share them at most.</param>
internal sealed unsafe class Instances<T>(TinyCode<T>? tiny, Func<Execution<T>> plan, int inputCount, int[] outputLengths, int mostThreads) : IDividedWork
    where T : unmanaged
{
    /// <summary>So many instances of straight-line code take microseconds: often enough to look whether they are still wanted.</summary>
    public const int Block = 256;

    // Enough parts that a thread which comes late leaves little to wait for.
    private const int PartsPerThread = 2;

    private readonly Execution<T>?[] executions = new Execution<T>?[PartsFor(mostThreads)];

    // The present run, for all parts.
    private T** inputs;
    private nint* steps;
    private T** outputs;
    private int count;
    private int parts;
    private bool isCut;
    private CancellationToken cancellation;

    /// <summary>Computes all instances, unless it is cancelled.</summary>
    /// <param name="inputs">Where each input begins.</param>
    /// <param name="steps">How many numbers further each input begins for the next instance.</param>
    /// <param name="outputs">Where each result begins; those of the next instance follow.</param>
    /// <param name="count">How many instances.</param>
    /// <param name="threads">How many threads share them.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <returns>Whether all are computed.</returns>
    public bool Run(T** inputs, nint* steps, T** outputs, int count, int threads, CancellationToken cancellation)
    {
        this.inputs = inputs;
        this.steps = steps;
        this.outputs = outputs;
        this.count = count;
        this.cancellation = cancellation;
        isCut = false;
        parts = int.Clamp(count, 1, PartsFor(threads));
        Team.Shared.Run(this, parts, threads);
        this.cancellation = default;
        return !isCut;
    }

    /// <inheritdoc/>
    public void Run(int part)
    {
        int next = (int)((long)count * part / parts), end = (int)((long)count * (part + 1) / parts);
        Execution<T>? execution = tiny is null ? executions[part] ??= plan() : null;
        T** x = stackalloc T*[inputCount], y = stackalloc T*[outputLengths.Length];
        while (next < end && !cancellation.IsCancellationRequested)
        {
            int block = tiny is null ? 1 : int.Min(Block, end - next);
            Point(next, x, y);
            tiny?.Invoke(x, steps, y, block);
            execution?.Run(x, y);
            next += block;
        }

        if (next < end)
        {
            isCut = true;
        }
    }

    private static int PartsFor(int threads) => threads == 1 ? 1 : PartsPerThread * threads;

    // At an instance.
    private void Point(nint instance, T** x, T** y)
    {
        for (int i = 0; i < inputCount; i++)
        {
            x[i] = inputs[i] + (instance * steps[i]);
        }

        for (int i = 0; i < outputLengths.Length; i++)
        {
            y[i] = outputs[i] + (instance * outputLengths[i]);
        }
    }
}
