using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>The kernel's indices of one axis: none where it is the literal 1, one for a dimension, and one for each factor of a product,
/// slow ones first.</summary>
internal sealed class MultiIndex
{
    private MultiIndex(ImmutableArray<Index> indices) => Indices = indices;

    /// <summary>i for a dimension; i1, i2, ... for a product.</summary>
    public MultiIndex(string name, Axis axis)
        : this([.. axis.Factors.Select((factor, k) => new Index(axis.Factors.Length == 1 ? name : $"{name}{k + 1}", factor))])
    {
    }

    /// <summary>The indices, slow ones first.</summary>
    public ImmutableArray<Index> Indices { get; }

    /// <summary>What they run through.</summary>
    public Axis Axis => Axis.Of([.. Indices.Select(index => index.Dimension)]);

    /// <summary>Other indices through the same axis.</summary>
    public MultiIndex Named(string name) => new([.. Indices.Select((index, k) => index with { Name = Indices.Length == 1 ? name : $"{name}_{k + 1}" })]);

    /// <summary>The indices of the two factors of a product slow*fast.</summary>
    public (MultiIndex Slow, MultiIndex Fast) Split(Axis slow) =>
        (new(Indices[..slow.Factors.Length]), new(Indices[slow.Factors.Length..]));
}
