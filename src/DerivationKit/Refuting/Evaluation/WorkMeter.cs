namespace DerivationKit.Refuting;

/// <summary>Counts what evaluations cost, in arithmetic operations at 64 bits or thereabouts, and stops them at a limit: a search ends at
/// the same place on every machine.</summary>
/// <param name="limit">How much may be spent.</param>
internal sealed class WorkMeter(long limit)
{
    /// <summary>How much is left; negative once the limit is passed.</summary>
    public long Left { get; private set; } = limit;

    /// <summary>A meter that stops nothing.</summary>
    public static WorkMeter Unlimited() => new(long.MaxValue);

    /// <summary>Counts an array of intermediate values before it is computed.</summary>
    /// <param name="entries">How many entries it has.</param>
    /// <param name="weight">What an operation on one of them costs.</param>
    /// <exception cref="NotEvaluatedException">The limit is passed.</exception>
    public void Spend(long entries, int weight)
    {
        Left -= entries * weight;
        if (Left < 0)
        {
            throw new NotEvaluatedException("the budget of arithmetic operations is used up");
        }
    }
}
