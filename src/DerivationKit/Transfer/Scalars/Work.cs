namespace DerivationKit.Transfer;

/// <summary>Counts what exact arithmetic costs, in products of words or thereabouts, and stops it at a limit: the same place on every machine.</summary>
/// <param name="limit">How much may be spent.</param>
internal sealed class Work(long limit)
{
    /// <summary>How much was spent.</summary>
    public long Spent { get; private set; }

    /// <summary>How much may still be spent.</summary>
    public long Left => limit - Spent;

    /// <summary>Counts a cost before it is paid.</summary>
    /// <exception cref="NotDecidedException">The limit is passed.</exception>
    public void Spend(long cost)
    {
        Spent += cost;
        if (Spent > limit)
        {
            throw new NotDecidedException("the budget of exact arithmetic is used up");
        }
    }
}

/// <summary>An exact method does not reach an answer, and why.</summary>
internal sealed class NotDecidedException(string message) : Exception(message);
