using DerivationKit.Kernel;

namespace DerivationKit.ReadBack;

/// <summary>A matrix between two indices.</summary>
internal sealed record Edge(Slot From, Slot To, Expr Matrix)
{
    /// <summary>Whether the index is one of the two.</summary>
    public bool Touches(Slot index) => From == index || To == index;

    /// <summary>The same edge with its rows at the given index.</summary>
    public Edge Starting(Slot index) => From == index ? this : new(To, From, Matrix.T);

    /// <summary>The same edge with its columns at the given index.</summary>
    public Edge Ending(Slot index) => To == index ? this : new(To, From, Matrix.T);
}
