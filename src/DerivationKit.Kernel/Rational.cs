using System.Globalization;
using System.Numerics;

namespace DerivationKit.Kernel;

/// <summary>An exact rational number p/q in lowest terms with q &gt; 0; the default value is 0.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>, IComparable
{
    // 0 stands for 1, so that the default value is a number.
    private readonly BigInteger _denominator;

    /// <summary>The quotient numerator/denominator, reduced to lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        BigInteger divisor = denominator.IsOne ? BigInteger.One : BigInteger.GreatestCommonDivisor(numerator, denominator);
        divisor = denominator.Sign < 0 ? -divisor : divisor;

        Numerator = divisor.IsOne ? numerator : numerator / divisor;
        _denominator = divisor.IsOne ? denominator : denominator / divisor;
    }

    /// <summary>The number 0.</summary>
    public static Rational Zero => default;

    /// <summary>The number 1.</summary>
    public static Rational One { get; } = new(BigInteger.One, BigInteger.One);

    /// <summary>p of p/q in lowest terms; it carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>q of p/q in lowest terms; always positive.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>True for 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>True for 1.</summary>
    public bool IsOne => IsInteger && Numerator.IsOne;

    /// <summary>True if the denominator is 1.</summary>
    public bool IsInteger => Denominator.IsOne;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>An integer as a rational number.</summary>
    public static implicit operator Rational(BigInteger value) => new(value, BigInteger.One);

    /// <summary>An integer as a rational number.</summary>
    public static implicit operator Rational(long value) => new(value, BigInteger.One);

    /// <summary>An integer as a rational number.</summary>
    public static implicit operator Rational(int value) => new(value, BigInteger.One);

    /// <summary>The sum x + y.</summary>
    public static Rational operator +(Rational x, Rational y) =>
        x.IsZero ? y : y.IsZero ? x : new(x.Numerator * y.Denominator + y.Numerator * x.Denominator, x.Denominator * y.Denominator);

    /// <summary>The difference x - y.</summary>
    public static Rational operator -(Rational x, Rational y) => x + -y;

    /// <summary>The negative -x.</summary>
    public static Rational operator -(Rational x) => new(-x.Numerator, x.Denominator);

    /// <summary>The product x y.</summary>
    public static Rational operator *(Rational x, Rational y) =>
        x.IsOne ? y : y.IsOne ? x : new(x.Numerator * y.Numerator, x.Denominator * y.Denominator);

    /// <summary>The quotient x / y, y ≠ 0.</summary>
    /// <exception cref="DivideByZeroException">y is 0.</exception>
    public static Rational operator /(Rational x, Rational y) =>
        new(x.Numerator * y.Denominator, x.Denominator * y.Numerator);

    /// <summary>True if x = y.</summary>
    public static bool operator ==(Rational x, Rational y) => x.Equals(y);

    /// <summary>True if x ≠ y.</summary>
    public static bool operator !=(Rational x, Rational y) => !x.Equals(y);

    /// <summary>True if x &lt; y.</summary>
    public static bool operator <(Rational x, Rational y) => x.CompareTo(y) < 0;

    /// <summary>True if x &gt; y.</summary>
    public static bool operator >(Rational x, Rational y) => x.CompareTo(y) > 0;

    /// <summary>True if x ≤ y.</summary>
    public static bool operator <=(Rational x, Rational y) => x.CompareTo(y) <= 0;

    /// <summary>True if x ≥ y.</summary>
    public static bool operator >=(Rational x, Rational y) => x.CompareTo(y) >= 0;

    /// <summary>The absolute value |x|.</summary>
    public static Rational Abs(Rational x) => x.Sign < 0 ? -x : x;

    /// <summary>The integer power x^n, with x^0 = 1 also for x = 0.</summary>
    /// <exception cref="DivideByZeroException">x is 0 and n is negative.</exception>
    /// <exception cref="OverflowException">n is <see cref="int.MinValue"/>.</exception>
    public static Rational Pow(Rational x, int n)
    {
        int size = Math.Abs(n);
        BigInteger numerator = BigInteger.Pow(x.Numerator, size);
        BigInteger denominator = BigInteger.Pow(x.Denominator, size);
        return n >= 0 ? new(numerator, denominator) : new(denominator, numerator);
    }

    /// <summary>Finds the rational r with r^degree = this number; r ≥ 0 for an even degree.</summary>
    /// <param name="degree">The degree, at least 1.</param>
    /// <param name="root">The root, or 0 if there is no rational one.</param>
    /// <returns>True if the real root exists and is rational.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The degree is not positive.</exception>
    public bool TryRoot(int degree, out Rational root)
    {
        // A fraction in lowest terms is a power exactly if its numerator and denominator are.
        BigInteger p = IntegerRoot.Floor(BigInteger.Abs(Numerator), degree);
        BigInteger q = IntegerRoot.Floor(Denominator, degree);
        root = new(Sign < 0 ? -p : p, q);
        bool exists = (Sign >= 0 || degree % 2 == 1) && Pow(root, degree) == this;
        root = exists ? root : Zero;
        return exists;
    }

    /// <summary>-1, 0 or 1 as this number is less than, equal to or greater than the other.</summary>
    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Compares with another rational number; null comes first.</summary>
    /// <exception cref="ArgumentException">The object is not a rational number.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException("A rational number can be compared only with another.", nameof(obj)),
    };

    /// <summary>True if the numbers are equal.</summary>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <summary>True if the object is an equal rational number.</summary>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <summary>A hash of numerator and denominator.</summary>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>A decimal number, exactly: 0.1m is 1/10, which no binary floating-point number is; so there is no conversion from those.</summary>
    public static implicit operator Rational(decimal value) => new(Unscaled(decimal.GetBits(value)) * (value < 0 ? -1 : 1), BigInteger.Pow(10, value.Scale));

    private static BigInteger Unscaled(int[] bits) => ((((BigInteger)(uint)bits[2] << 32) + (uint)bits[1]) << 32) + (uint)bits[0];

    /// <summary>"p/q", or "p" for an integer.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
