namespace DerivationKit.Kernel;

/// <summary>A variable of a claim: its name and dimensions. What holds of it is given by the statement.</summary>
public sealed class Declaration(string name, ImmutableArray<Dimension> dimensions)
{
    /// <summary>The variable's name.</summary>
    public string Name { get; } = name;

    /// <summary>One dimension for each axis; a scalar has none.</summary>
    public ImmutableArray<Dimension> Dimensions { get; } = dimensions;
}

/// <summary>What is to be proved: left = right for all sizes, all values of the free indices, and all tensors at which both sides are
/// defined and the given conditions hold.</summary>
public sealed class Statement(
    ImmutableArray<Declaration> declarations, ImmutableArray<Index> free, Term left, Term right, ImmutableArray<Condition> given = default)
{
    /// <summary>The variables that occur, in the order of their names.</summary>
    public ImmutableArray<Declaration> Declarations { get; } = declarations;

    /// <summary>The free indices of both sides.</summary>
    public ImmutableArray<Index> Free { get; } = free;

    /// <summary>The left side.</summary>
    public Term Left { get; } = left;

    /// <summary>The right side.</summary>
    public Term Right { get; } = right;

    /// <summary>What is taken for granted, each for all values of the free indices of its own term. It holds at the point alone: under a
    /// derivative the variable is another one.</summary>
    public ImmutableArray<Condition> Given { get; } = given.IsDefault ? [] : given;
}
