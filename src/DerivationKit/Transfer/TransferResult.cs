using System.Collections.Immutable;

namespace DerivationKit.Transfer;

/// <summary>What transfer from small dimensions to all dimensions says of a claim. It may accompany a proof or speak against it, but never
/// takes the place of one.</summary>
public abstract record TransferResult
{
    private protected TransferResult()
    {
    }

    /// <summary>The claim holds at all sizes up to the bounds, and by the theorem at all sizes.</summary>
    /// <param name="Theorem">Which theorem gives the bounds.</param>
    /// <param name="Bounds">The largest size of each dimension that was checked.</param>
    /// <param name="Boxes">At how many choices of sizes the claim was checked.</param>
    /// <param name="Work">What that cost, in products of words or thereabouts.</param>
    public sealed record Agrees(string Theorem, ImmutableSortedDictionary<string, int> Bounds, int Boxes, long Work) : TransferResult;

    /// <summary>The claim does not hold: at these sizes the sides differ at almost all inputs.</summary>
    /// <param name="Sizes">The sizes.</param>
    /// <param name="Evidence">Where they differ, in a sentence.</param>
    public sealed record Disagrees(ImmutableSortedDictionary<string, int> Sizes, string Evidence) : TransferResult;

    /// <summary>The theorems say nothing about the claim, or a check they need does not succeed.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record NoTransfer(string Reason) : TransferResult;
}
