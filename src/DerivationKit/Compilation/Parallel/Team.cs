using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace DerivationKit.Compilation.Parallel;

/// <summary>Work that is divided into parts which may run at the same time.</summary>
internal interface IDividedWork
{
    /// <summary>Does one part.</summary>
    void Run(int part);
}

/// <summary>Threads that help a caller with divided work. Parts are claimed one by one by whoever is free, so that a caller whose helpers get
/// no processor does everything itself.</summary>
/// <remarks>A helper watches for work for some microseconds before it sleeps, since waking it takes longer than most parts do.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The helpers, and what wakes them, live as long as the process.")]
internal sealed class Team
{
    /// <summary>The most parts that work can have.</summary>
    public const int MostParts = ushort.MaxValue;

    private const int LooksBeforeSleep = 2_000;

    private readonly SemaphoreSlim wake = new(0);
    private readonly Lock hiring = new();
    private IDividedWork? work;
    private ExceptionDispatchInfo? failure;

    // Which work it is (32 bits), how many parts it has (16) and how many are claimed (16): one number, so that a claim holds for one work.
    private long ticket;
    private int finished;
    private int sleeping;
    private int hired;
    private int busy;

    /// <summary>The helpers of this process. Whoever comes while they are busy works alone.</summary>
    public static Team Shared { get; } = new();

    /// <summary>Does all parts with up to a number of threads, and returns when all are done; allocates nothing once the helpers exist.</summary>
    public void Run(IDividedWork divided, int parts, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, MostParts);
        if (threads > 1)
        {
            // First, so that the team is not left busy where the system grants no more threads.
            Hire(threads - 1);
        }

        if (threads == 1 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (int part = 0; part < parts; part++)
            {
                divided.Run(part);
            }

            return;
        }

        Post(divided, parts);
        while (TryHelp())
        {
        }

        var spinner = default(SpinWait);
        while (Volatile.Read(ref finished) < parts)
        {
            spinner.SpinOnce();
        }

        ExceptionDispatchInfo? thrown = failure;
        (work, failure) = (null, null);
        Volatile.Write(ref busy, 0);
        thrown?.Throw();
    }

    private void Hire(int helpers)
    {
        if (Volatile.Read(ref hired) >= helpers)
        {
            return;
        }

        lock (hiring)
        {
            for (; hired < helpers; hired++)
            {
                new Thread(Watch) { IsBackground = true, Name = "DerivationKit" }.Start();
            }
        }
    }

    private void Post(IDividedWork divided, int parts)
    {
        work = divided;
        Volatile.Write(ref finished, 0);
        Interlocked.Exchange(ref ticket, (((ticket >> 32) + 1) << 32) | ((long)parts << 16));
        if (Volatile.Read(ref sleeping) is var asleep and > 0)
        {
            wake.Release(asleep);
        }
    }

    private void Watch()
    {
        while (true)
        {
            int looks = 0;
            while (looks++ < LooksBeforeSleep)
            {
                looks = TryHelp() ? 0 : looks;
                Thread.SpinWait(8);
            }

            Interlocked.Increment(ref sleeping);
            if (!TryHelp())
            {
                wake.Wait();
            }

            Interlocked.Decrement(ref sleeping);
        }
    }

    // Claims a part, if one is left, and does it.
    private bool TryHelp()
    {
        long seen = Volatile.Read(ref ticket);
        int part = (int)(seen & 0xFFFF);
        if (part >= (int)((seen >> 16) & 0xFFFF) || Interlocked.CompareExchange(ref ticket, seen + 1, seen) != seen)
        {
            return part < (int)((seen >> 16) & 0xFFFF);
        }

        try
        {
            work!.Run(part);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
        }

        Interlocked.Increment(ref finished);
        return true;
    }
}
