using System.Collections.Immutable;

namespace DerivationKit.Flows;

/// <summary>States along a flow, the start first.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed class Trajectory<T>
{
    internal Trajectory(ImmutableArray<ReadOnlyMemory<T>> states, ImmutableArray<T> energies) => (States, Energies) = (states, energies);

    /// <summary>The states that were kept; each holds the variables that move, one after the other.</summary>
    public ImmutableArray<ReadOnlyMemory<T>> States { get; }

    /// <summary>The energy of each; empty if they were not asked for.</summary>
    public ImmutableArray<T> Energies { get; }
}
