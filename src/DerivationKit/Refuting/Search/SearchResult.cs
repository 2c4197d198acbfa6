using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>What a search for a counterexample found.</summary>
public abstract record SearchResult
{
    private protected SearchResult()
    {
    }

    /// <summary>At this instance both sides are defined and certainly differ.</summary>
    /// <param name="Counterexample">Where and by how much.</param>
    public sealed record Refuted(Counterexample Counterexample) : SearchResult;

    /// <summary>No difference was found: evidence, not proof.</summary>
    /// <param name="Instances">At how many exact instances both sides were compared.</param>
    /// <param name="Log2Bound">At each of them, entry by entry, |left - right| &lt; 2^Log2Bound * max(1, M), where M is the least power of two
    /// above |left|; int.MinValue if they are exactly equal.</param>
    /// <param name="Witnesses">The instances, so that the claim is not empty; there is at least one.</param>
    public sealed record Agreed(int Instances, int Log2Bound, ImmutableArray<Instance> Witnesses) : SearchResult
    {
        /// <summary>The first of the instances.</summary>
        public Instance Witness => Witnesses[0];

        /// <summary>Whether the budget of work ended the search before all instances were tried.</summary>
        public bool IsCut { get; init; }
    }

    /// <summary>The sides could not be compared at any instance.</summary>
    /// <param name="Reason">What stopped it at the last one: a side is undefined, no input has the declared properties, or the work is too
    /// much.</param>
    public sealed record NoInstance(string Reason) : SearchResult;

    /// <summary>A difference was found but not confirmed at a higher precision: a defect of the kit.</summary>
    /// <param name="Evidence">What disagrees with what.</param>
    public sealed record Inconsistent(string Evidence) : SearchResult;
}
