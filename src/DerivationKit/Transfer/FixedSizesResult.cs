using System.Collections.Immutable;

namespace DerivationKit.Transfer;

/// <summary>What an exact proof attempt at fixed sizes came to.</summary>
public abstract record FixedSizesResult
{
    private protected FixedSizesResult()
    {
    }

    /// <summary>The sides are equal at these sizes, for all inputs with the declared properties at which both are defined.</summary>
    /// <param name="Sizes">The size of each named dimension.</param>
    /// <param name="Entries">How many entries were compared.</param>
    /// <param name="Work">What that cost, in products of words or thereabouts.</param>
    /// <param name="LargestBits">The length of the longest number at a Kronecker point; 0 where all was multiplied out.</param>
    public sealed record Proved(ImmutableSortedDictionary<string, int> Sizes, int Entries, long Work, long LargestBits) : FixedSizesResult;

    /// <summary>The difference of the sides does not vanish over the symbols that stand for entries and values of functions. That is no
    /// refutation unless it is conclusive: what is known of the functions' values or of the inputs may still make it 0.</summary>
    /// <param name="Sizes">The size of each named dimension.</param>
    /// <param name="At">The values of the free indices, from 0 on.</param>
    /// <param name="IsConclusive">Whether all symbols are entries that may be chosen freely, so that the sides differ at almost all inputs.</param>
    public sealed record NotZero(ImmutableSortedDictionary<string, int> Sizes, ImmutableArray<int> At, bool IsConclusive) : FixedSizesResult;

    /// <summary>The method says nothing.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record NotApplicable(string Reason) : FixedSizesResult;
}

/// <summary>How much an exact proof at fixed sizes may cost. The defaults decide most claims at sizes up to 4 within milliseconds.</summary>
/// <param name="Work">Products of words or thereabouts.</param>
/// <param name="LargestBits">The longest number at a Kronecker point: 32 MB.</param>
/// <param name="PreferredBits">Up to this length a Kronecker point is tried before anything is multiplied out.</param>
/// <param name="PreferredWork">What may be spent on multiplying one entry out where a Kronecker point would serve.</param>
public sealed record FixedSizesLimits(long Work = 20_000_000, long LargestBits = 32L << 23, long PreferredBits = 1 << 14, long PreferredWork = 500_000)
{
    /// <summary>The usual limits.</summary>
    public static FixedSizesLimits Default { get; } = new();
}
