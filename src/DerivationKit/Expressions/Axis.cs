using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>What an axis of a shape runs through: a dimension such as n, or an ordered product such as n*m, the dimension of vec(X) for
/// X: matrix(m,n). Entries of a product are ordered with the first factor as the slow index and the last as the fast one.</summary>
/// <remarks>n*m and m*n are different, since their entries have different orders. The literal 1 is no factor; other literals are:
/// 2*3 is not 6.</remarks>
public sealed class Axis : IEquatable<Axis>
{
    private Axis(ImmutableArray<Dimension> factors) => Factors = factors;

    /// <summary>The axis without an index.</summary>
    public static Axis One { get; } = new([]);

    /// <summary>The factors, slow ones first: none for the literal 1, one for a dimension.</summary>
    public ImmutableArray<Dimension> Factors { get; }

    /// <summary>Whether it is the literal 1, which carries no index.</summary>
    public bool IsOne => Factors.IsEmpty;

    /// <summary>An axis that runs through one dimension.</summary>
    public static implicit operator Axis(Dimension dimension) => Of(dimension);

    /// <summary>The product, in which the left factor is slow: vec(X) of an m×n matrix X runs through n*m.</summary>
    public static Axis operator *(Axis slow, Axis fast) => new([.. slow.Factors, .. fast.Factors]);

    /// <summary>Whether the factors are the same in the same order.</summary>
    public static bool operator ==(Axis left, Axis right) => left.Equals(right);

    /// <summary>Whether the factors or their order differ.</summary>
    public static bool operator !=(Axis left, Axis right) => !left.Equals(right);

    /// <summary>The product of dimensions, slow ones first.</summary>
    public static Axis Of(params ImmutableArray<Dimension> factors) => new([.. factors.Where(factor => !factor.IsOne)]);

    /// <summary>Whether the factors are the same in some order: then both axes have equally many entries, whatever the dimensions are, and
    /// the entries of one are met with those of the other by their positions.</summary>
    public bool IsAsLongAs(Axis other) =>
        this == other || Factors.Select(factor => factor.Text).Order(StringComparer.Ordinal).SequenceEqual(
            other.Factors.Select(factor => factor.Text).Order(StringComparer.Ordinal));

    /// <summary>How many entries it has, given the size of each dimension.</summary>
    public int SizeBy(Func<Dimension, int> sizeOf) => Factors.Aggregate(1, (size, factor) => checked(size * sizeOf(factor)));

    /// <inheritdoc/>
    public bool Equals(Axis? other) => other is not null && Factors.AsSpan().SequenceEqual(other.Factors.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Axis);

    /// <inheritdoc/>
    public override int GetHashCode() => Factors.Aggregate(0, HashCode.Combine);

    /// <summary>As it is written: n, n*m or 1.</summary>
    public override string ToString() => IsOne ? Dimension.One.Text : string.Join('*', Factors);
}
