using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>How far a search goes. Every bound counts work, never time, so that equal options give equal answers on every
/// machine.</summary>
public sealed record RefuterOptions
{
    /// <summary>The usual bounds.</summary>
    public static RefuterOptions Default { get; } = new();

    /// <summary>Where the random draws begin.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many instances are compared at each choice of sizes, if the claim is defined there.</summary>
    public int InstancesPerSize { get; init; } = 3;

    /// <summary>How many instances are tried at least, whatever the number of sizes: a claim about scalars has only one.</summary>
    public int LeastInstances { get; init; } = 40;

    /// <summary>The sides are taken to agree at an instance once they are known to differ by less than 2 to the minus this power, relatively to
    /// numbers above 1.</summary>
    public int AgreementBits { get; init; } = 100;

    /// <summary>The precision, in bits, beyond which an instance is left undecided; at most 2048, since a difference must be confirmed
    /// at a higher one.</summary>
    public int MaximumPrecision { get; init; } = 1024;

    /// <summary>How many arithmetic operations, at 64 bits or thereabouts, the search for a difference may cost.</summary>
    public long SearchingWork { get; init; } = 3_000_000;

    /// <summary>How many arithmetic operations making a counterexample smaller may cost.</summary>
    public long MinimizingWork { get; init; } = 2_000_000;

    /// <summary>Where the claim was refuted in earlier runs: compared before the search begins. They are data and believed nothing: one that
    /// does not fit the claim is passed over.</summary>
    public ImmutableArray<Instance> Known { get; init; } = [];

    /// <summary>Where claims like this one were refuted: compared, likewise, where the search finds no difference.</summary>
    public ImmutableArray<Instance> Similar { get; init; } = [];

    /// <summary>How many instances are compared to make a counterexample smaller.</summary>
    public int MinimizingComparisons { get; init; } = 1_000;
}
