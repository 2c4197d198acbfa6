namespace DerivationKit.Kernel;

/// <summary>The size of an index sort: a name such as n, which stands for every whole number from 1 on, or a fixed positive integer.</summary>
/// <remarks>Two dimensions are the same only if they are written the same: n and k may happen to be equal, but nothing may rely on it.</remarks>
public sealed record Dimension
{
    private Dimension(string text, int? size) => (Text, Size) = (text, size);

    /// <summary>The literal 1: an axis with this dimension carries no index.</summary>
    public static Dimension One { get; } = new("1", 1);

    /// <summary>The name, or the digits of a fixed size.</summary>
    public string Text { get; }

    /// <summary>The fixed size; absent for a name.</summary>
    public int? Size { get; }

    /// <summary>Whether this is the literal 1.</summary>
    public bool IsOne => Size == 1;

    /// <summary>A dimension that stands for every size from 1 on.</summary>
    /// <exception cref="ArgumentException">The name is not a letter or underscore, followed by letters, digits, underscores and primes ′.</exception>
    public static Dimension Named(string name) => Validation.IsName(name)
        ? new(name, null)
        : throw new ArgumentException($"'{name}' is not a name of a dimension; a fixed size is Dimension.Of(3)", nameof(name));

    /// <summary>A dimension of one fixed size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public static Dimension Of(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return size == 1 ? One : new(size.ToString(System.Globalization.CultureInfo.InvariantCulture), size);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
