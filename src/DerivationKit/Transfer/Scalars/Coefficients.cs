using System.Collections.Immutable;
using System.Numerics;

namespace DerivationKit.Transfer;

/// <summary>The coefficients of polynomials: a commutative ring with a price for its products.</summary>
internal interface ICoefficient<T>
    where T : ICoefficient<T>
{
    /// <summary>The integer as a coefficient.</summary>
    static abstract T Of(BigInteger value);

    /// <summary>Whether it is 0.</summary>
    bool IsZero { get; }

    /// <summary>The sum.</summary>
    T Plus(T other);

    /// <summary>The product.</summary>
    T Times(T other);

    /// <summary>What a product costs, in products of words or thereabouts.</summary>
    long Cost(T other);
}

/// <summary>An integer.</summary>
internal readonly record struct Whole(BigInteger Value) : ICoefficient<Whole>
{
    private const int WordBits = 64;

    public static Whole Of(BigInteger value) => new(value);

    public bool IsZero => Value.IsZero;

    public Whole Plus(Whole other) => new(Value + other.Value);

    public Whole Times(Whole other) => new(Value * other.Value);

    // Long products take about the longer length times the root of the shorter one.
    public long Cost(Whole other)
    {
        long a = 1 + (Value.GetBitLength() / WordBits), b = 1 + (other.Value.GetBitLength() / WordBits);
        return Math.Max(a, b) * (long)Math.Ceiling(Math.Sqrt(Math.Min(a, b)));
    }
}

/// <summary>What bounds a polynomial with integer coefficients: its degree in each symbol, and the sum of the absolute values of its coefficients.</summary>
/// <param name="Degrees">The degrees, by the symbol's number; missing ones are 0.</param>
/// <param name="Norm">The sum.</param>
internal readonly record struct Bound(ImmutableArray<int> Degrees, BigInteger Norm) : ICoefficient<Bound>
{
    public static Bound Of(BigInteger value) => new([], BigInteger.Abs(value));

    /// <summary>The bound of a symbol.</summary>
    public static Bound Of(Symbol symbol) => new([.. Enumerable.Repeat(0, symbol.Id), 1], 1);

    public bool IsZero => Norm.IsZero;

    public Bound Plus(Bound other) => new(Merge(other, Math.Max), Norm + other.Norm);

    public Bound Times(Bound other) => new(Merge(other, (x, y) => checked(x + y)), Norm * other.Norm);

    /// <summary>What bounds both polynomials.</summary>
    public Bound Or(Bound other) => new(Merge(other, Math.Max), BigInteger.Max(Norm, other.Norm));

    public long Cost(Bound other) => 1 + (Math.Max(Degrees.Length, other.Degrees.Length) / 4);

    private ImmutableArray<int> Merge(Bound other, Func<int, int, int> combine)
    {
        ImmutableArray<int> mine = Degrees;
        return [.. Enumerable.Range(0, Math.Max(mine.Length, other.Degrees.Length)).Select(
            i => combine(i < mine.Length ? mine[i] : 0, i < other.Degrees.Length ? other.Degrees[i] : 0))];
    }
}
