using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>A variable of a claim: its name, dimensions and declared properties.</summary>
public sealed class Declaration(string name, ImmutableArray<Dimension> dimensions, ImmutableArray<Property> properties)
{
    /// <summary>The variable's name.</summary>
    public string Name { get; } = name;

    /// <summary>One dimension for each axis; a scalar has none.</summary>
    public ImmutableArray<Dimension> Dimensions { get; } = dimensions;

    /// <summary>What may be relied on, in the order of <see cref="Property"/>.</summary>
    public ImmutableArray<Property> Properties { get; } = properties;
}

/// <summary>What is to be proved: left = right for all sizes, all values of the free indices, and all tensors with the declared
/// properties at which both sides are defined.</summary>
public sealed class Statement(ImmutableArray<Declaration> declarations, ImmutableArray<Index> free, Term left, Term right)
{
    /// <summary>The variables that occur, in the order of their names.</summary>
    public ImmutableArray<Declaration> Declarations { get; } = declarations;

    /// <summary>The free indices of both sides.</summary>
    public ImmutableArray<Index> Free { get; } = free;

    /// <summary>The left side.</summary>
    public Term Left { get; } = left;

    /// <summary>The right side.</summary>
    public Term Right { get; } = right;
}
