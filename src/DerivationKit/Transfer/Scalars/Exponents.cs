namespace DerivationKit.Transfer;

/// <summary>A product of powers of symbols: their numbers and exponents that are not 0, in the order of the numbers.</summary>
internal readonly struct Exponents : IEquatable<Exponents>, IComparable<Exponents>
{
    private readonly int[]? pairs;
    private readonly int hash;

    private Exponents(int[] pairs)
    {
        this.pairs = pairs;
        HashCode code = default;
        foreach (int part in pairs)
        {
            code.Add(part);
        }

        hash = code.ToHashCode();
    }

    /// <summary>The empty product.</summary>
    public static Exponents One { get; } = new([]);

    private int[] Pairs => pairs ?? [];

    /// <summary>Whether this is the empty product.</summary>
    public bool IsOne => Pairs.Length == 0;

    /// <summary>The powers.</summary>
    public IEnumerable<(int Symbol, int Exponent)> Powers
    {
        get
        {
            for (int i = 0; i < Pairs.Length; i += 2)
            {
                yield return (Pairs[i], Pairs[i + 1]);
            }
        }
    }

    /// <summary>One power.</summary>
    public static Exponents Of(int symbol, int exponent) => exponent == 0 ? One : new([symbol, exponent]);

    /// <summary>The exponent of a symbol.</summary>
    public int this[int symbol] => Powers.FirstOrDefault(p => p.Symbol == symbol).Exponent;

    /// <summary>The product.</summary>
    public Exponents Times(Exponents other)
    {
        int[] a = Pairs, b = other.Pairs;
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == 0 ? other : this;
        }

        List<int> product = new(a.Length + b.Length);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            int order = i == a.Length ? 1 : j == b.Length ? -1 : a[i].CompareTo(b[j]);
            int exponent = (order <= 0 ? a[i + 1] : 0) + (order >= 0 ? b[j + 1] : 0);
            if (exponent != 0)
            {
                product.Add(order <= 0 ? a[i] : b[j]);
                product.Add(exponent);
            }

            i += order <= 0 ? 2 : 0;
            j += order >= 0 ? 2 : 0;
        }

        return new([.. product]);
    }

    /// <summary>The same without a symbol.</summary>
    public Exponents Without(int symbol) => Times(Of(symbol, -this[symbol]));

    /// <summary>Lexicographic order, which depends on nothing but the exponents.</summary>
    public int CompareTo(Exponents other) => Pairs.AsSpan().SequenceCompareTo(other.Pairs);

    public bool Equals(Exponents other) => hash == other.hash && Pairs.AsSpan().SequenceEqual(other.Pairs);

    public override bool Equals(object? obj) => obj is Exponents other && Equals(other);

    public override int GetHashCode() => hash;

    public override string ToString() => string.Join(' ', Powers.Select(p => $"{p.Symbol}^{p.Exponent}"));
}
