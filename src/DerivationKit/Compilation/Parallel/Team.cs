using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace DerivationKit.Compilation.Parallel;

/// <summary>Work that is divided into parts which may run at the same time.</summary>
internal interface IDividedWork
{
    /// <summary>Does one part.</summary>
    void Run(int part);
}

/// <summary>Threads that help a caller with divided work. Each has a run of neighbouring parts of its own, the same ones whenever the work is done
/// again, so that what they touch stays in its caches; who is done with these takes what others have not begun, so that a caller whose helpers get no
/// processor does everything itself.</summary>
/// <remarks>A helper watches for work for some hundred microseconds before it sleeps, since waking it takes longer than many parts do.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The helpers, and what wakes them, live as long as the process.")]
internal sealed class Team
{
    /// <summary>The most parts that work can have.</summary>
    public const int MostParts = ushort.MaxValue;

    /// <summary>So many multiplications take about 10 microseconds: below, a helper costs more than it brings.</summary>
    public const double LeastOperations = 3e5;

    private const int LooksBeforeSleep = 2_000;

    // Claims lie so far apart that no two of them share a line of a cache, nor lines that are fetched together.
    private const int Apart = 128 / sizeof(long);

    private readonly Lock hiring = new();
    private readonly Helper[] helpers;

    // For each thread: which work it is (32 bits), the end of its parts (16) and the next of them that nobody has claimed (16). One number, so that a
    // claim holds for one work.
    private readonly long[] claims;

    private IDividedWork? work;
    private ExceptionDispatchInfo? failure;
    private uint number;
    private int members;
    private int finished;
    private int hired;
    private int busy;

    /// <summary>A team of a caller and so many helpers that they are the given number of threads; they are hired when they are needed.</summary>
    public Team(int threads)
    {
        helpers = [.. Enumerable.Range(1, threads - 1).Select(member => new Helper(member))];
        claims = new long[threads * Apart];
    }

    /// <summary>The team of this process, with a thread for each processor: more would take turns. Whoever comes while it is busy works alone.</summary>
    public static Team Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>How many threads it has at most.</summary>
    public int Threads => helpers.Length + 1;

    /// <summary>Does all parts with up to a number of threads, and returns when all are done; allocates nothing once the helpers exist.</summary>
    public void Run(IDividedWork divided, int parts, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, MostParts);
        threads = int.Min(threads, Threads);
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

        Post(divided, parts, threads);
        Help(0);
        WaitFor(parts);
        ExceptionDispatchInfo? thrown = failure;
        (work, failure) = (null, null);
        Volatile.Write(ref busy, 0);
        thrown?.Throw();
    }

    private void Hire(int wanted)
    {
        if (Volatile.Read(ref hired) >= wanted)
        {
            return;
        }

        lock (hiring)
        {
            for (; hired < wanted; hired++)
            {
                Helper helper = helpers[hired];
                new Thread(() => Watch(helper)) { IsBackground = true, Name = "DerivationKit" }.Start();
            }
        }
    }

    private void Post(IDividedWork divided, int parts, int threads)
    {
        work = divided;
        members = threads;
        number++;
        Volatile.Write(ref finished, 0);
        // The caller's own last: a helper that finds nothing of its own would take it away.
        for (int member = threads - 1; member >= 0; member--)
        {
            int from = (int)((long)parts * member / threads), to = (int)((long)parts * (member + 1) / threads);
            Interlocked.Exchange(ref claims[member * Apart], ((long)number << 32) | ((long)to << 16) | (uint)from);
        }

        for (int i = 0; i < threads - 1; i++)
        {
            helpers[i].Wake();
        }
    }

    // Parts take microseconds to seconds: whoever waits gives the processor away, but never sleeps for as long as a tick of the clock.
    private void WaitFor(int parts)
    {
        var spinner = default(SpinWait);
        while (Volatile.Read(ref finished) < parts)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Watch(Helper helper)
    {
        Func<bool> finds = () => Help(helper.Member);
        while (true)
        {
            for (int looks = 0; looks < LooksBeforeSleep; looks++)
            {
                looks = finds() ? 0 : looks;
                Thread.SpinWait(8);
            }

            helper.SleepUnless(finds);
        }
    }

    // Does the parts of a member, and then those that the next ones have left; tells whether there was any.
    private bool Help(int member)
    {
        int all = Volatile.Read(ref members);
        bool helped = false;
        for (int other = 0; member < all && other < all; other++)
        {
            while (TryClaim(ref claims[(member + other) % all * Apart], out int part))
            {
                Do(part);
                helped = true;
            }
        }

        return helped;
    }

    private static bool TryClaim(ref long claim, out int part)
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref claim);
            part = (int)(seen & 0xFFFF);
            if (part >= (int)((seen >> 16) & 0xFFFF))
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref claim, seen + 1, seen) != seen);
        return true;
    }

    private void Do(int part)
    {
        try
        {
            work!.Run(part);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
        }

        Interlocked.Increment(ref finished);
    }

    // A helper's sleep: whoever ends it takes the flag away, so that it is woken once.
    private sealed class Helper(int member)
    {
        private readonly SemaphoreSlim wake = new(0);
        private int sleeps;

        public int Member => member;

        public void Wake()
        {
            if (Volatile.Read(ref sleeps) == 1 && Interlocked.Exchange(ref sleeps, 0) == 1)
            {
                wake.Release();
            }
        }

        // What was posted before the flag was up has woken nobody, so that there is a last look.
        public void SleepUnless(Func<bool> finds)
        {
            Interlocked.Exchange(ref sleeps, 1);
            if (!finds() || Interlocked.Exchange(ref sleeps, 0) == 0)
            {
                wake.Wait();
            }
        }
    }
}
