using System.Collections.Immutable;

namespace DerivationKit.Testing;

/// <summary>How FsCheck tries one property.</summary>
public sealed record PropertyOptions
{
    /// <summary>Gets the number of cases to try.</summary>
    public int MaxTest { get; init; } = 100;

    /// <summary>Gets the size of the first case; sizes grow evenly up to <see cref="EndSize"/>.</summary>
    public int StartSize { get; init; } = 1;

    /// <summary>Gets the size of the last case.</summary>
    public int EndSize { get; init; } = 30;

    /// <summary>
    /// Gets the case or run to repeat, "seed,gamma,size" or "seed,gamma" as a failure report prints it; "random" for a new
    /// seed; <see langword="null"/> for the property's own seed, which is the same at every run.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>Gets a value indicating whether cases run on all processors; the property must then share no mutable state.</summary>
    public bool Parallel { get; init; }

    /// <summary>Gets the classes whose public static members returning <c>Arbitrary&lt;T&gt;</c> supply generators.</summary>
    public ImmutableArray<Type> Arbitrary { get; init; } = [];
}
