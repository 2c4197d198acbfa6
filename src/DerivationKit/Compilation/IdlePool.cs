namespace DerivationKit.Compilation;

/// <summary>Things that one thread uses at a time, and that are dear to make: as many are kept as can be in use at once.</summary>
/// <param name="make">Makes another one.</param>
internal sealed class IdlePool<TItem>(Func<TItem> make)
    where TItem : class
{
    private readonly TItem?[] idle = new TItem?[Environment.ProcessorCount];

    /// <summary>One that nobody uses, a new one if there is none.</summary>
    public TItem Take()
    {
        foreach (ref TItem? place in idle.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } item)
            {
                return item;
            }
        }

        return make();
    }

    /// <summary>Keeps one for whoever comes next, unless enough are kept.</summary>
    public void Return(TItem item)
    {
        foreach (ref TItem? place in idle.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, item, null) is null)
            {
                return;
            }
        }
    }
}
