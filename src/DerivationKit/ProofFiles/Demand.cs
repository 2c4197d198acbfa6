using System.Collections.Immutable;

namespace DerivationKit.ProofFiles;

/// <summary>The verdict that a proof file demands for a claim.</summary>
public abstract record Demand
{
    private protected Demand()
    {
    }

    /// <summary>Proved, under exactly these conditions.</summary>
    /// <param name="Conditions">Conditions as a verdict prints them, in the order of the file.</param>
    /// <param name="Stated">The level that the file states; none where it states none, which asks for all dimensions.</param>
    public sealed record Prove(ImmutableArray<string> Conditions, Level? Stated = null) : Demand
    {
        /// <summary>How much a verdict must say.</summary>
        public Level Level => Stated ?? Level.AllDimensions;
    }

    /// <summary>Refuted by a counterexample.</summary>
    /// <param name="Twin">The name of the true claim of which this is a false variant.</param>
    public sealed record Refute(string Twin) : Demand;
}
