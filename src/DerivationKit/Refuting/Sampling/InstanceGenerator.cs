using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>The outcome of drawing an instance.</summary>
public abstract record Draw
{
    private protected Draw()
    {
    }

    /// <summary>An instance with all declared properties.</summary>
    /// <param name="Instance">Sizes and exact rational values.</param>
    public sealed record Drawn(Instance Instance) : Draw;

    /// <summary>No instance of these sizes has the declared properties.</summary>
    /// <param name="Reason">Which variable cannot have its properties there.</param>
    public sealed record Impossible(string Reason) : Draw;
}

/// <summary>Draws exact rational values for variables such that each has its declared properties: labels by index, stochastic rows from
/// whole-number weights, symmetric arrays by mirroring, orthogonal ones by Cayley's transform.</summary>
public static class InstanceGenerator
{
    /// <summary>The instance that belongs to a seed.</summary>
    /// <param name="variables">The variables, each name once.</param>
    /// <param name="sizes">A size from 1 on for each named dimension of the variables.</param>
    /// <param name="seed">The same seed draws the same instance on every machine.</param>
    /// <param name="simple">Whether entries are 0, 1, -1 or 2 (positive ones 1, 2 or 1/2) rather than larger numbers and fractions.</param>
    public static Draw Draw(
        ImmutableArray<Variable> variables, ImmutableSortedDictionary<string, int> sizes, ulong seed, bool simple) =>
        CandidateSpace.TryCreate(variables, [], sizes, [], out CandidateSpace? space, out string? reason)
            ? new Draw.Drawn(space.Draw(new SplitMix64(seed), simple).Instance)
            : new Draw.Impossible(reason);
}
