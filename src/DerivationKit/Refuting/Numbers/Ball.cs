using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>
/// An interval [(m - r) 2^e, (m + r) 2^e] that certainly contains a real number: ball arithmetic with an explicit precision.
/// </summary>
/// <remarks>
/// Each operation returns a ball that contains the exact results for all numbers in its arguments. A ball carries its
/// precision, the number of bits kept of m; a result has the larger precision of its operands. The default value is exactly 0.
/// Source: van der Hoeven, Ball arithmetic (2009); Johansson, Arb (IEEE Trans. Comput. 66, 2017).
/// </remarks>
public readonly partial struct Ball : IScalar<Ball>
{
    /// <summary>The least precision, in bits.</summary>
    public const int MinPrecision = 64;

    /// <summary>The greatest precision, in bits, that <see cref="FromRational"/> offers.</summary>
    public const int MaxPrecision = 4096;

    private readonly BigInteger _mid;
    private readonly BigInteger _radius;
    private readonly long _exponent;
    private readonly int _precision;

    // Takes the parts as they are; Rounded keeps them short.
    private Ball(BigInteger mid, BigInteger radius, long exponent, int precision)
    {
        _mid = mid;
        _radius = radius;
        _exponent = exponent;
        _precision = precision;
    }

    /// <summary>The number of midpoint bits that this ball and what is computed from it keep.</summary>
    public int Precision => Math.Max(_precision, MinPrecision);

    /// <summary>True if the ball is a single number.</summary>
    public bool IsExact => _radius.IsZero;

    /// <summary>True if 0 is in the ball.</summary>
    public bool ContainsZero => BigInteger.Abs(_mid) <= _radius;

    /// <summary>True if every number in the ball is positive.</summary>
    public bool IsPositive => _mid > _radius;

    /// <summary>True if every number in the ball is negative.</summary>
    public bool IsNegative => -_mid > _radius;

    /// <summary>An integer k with |x| &lt; 2^k for every x in the ball; <see cref="long.MinValue"/> for exactly 0.</summary>
    public long Magnitude => IsExactZero ? long.MinValue : Top;

    /// <summary>An integer k such that the radius is less than 2^k; <see cref="long.MinValue"/> for a single number.</summary>
    public long RadiusMagnitude => IsExact ? long.MinValue : _exponent + _radius.GetBitLength();

    private bool IsExactZero => _mid.IsZero && _radius.IsZero;

    private long Top => _exponent + (BigInteger.Abs(_mid) + _radius).GetBitLength();

    private Ball Midpoint => new(_mid, 0, _exponent, _precision);

    private Ball LowerEnd => new(_mid - _radius, 0, _exponent, _precision);

    private Ball UpperEnd => new(_mid + _radius, 0, _exponent, _precision);

    /// <summary>The number, or the narrowest ball of that precision around it.</summary>
    /// <param name="value">The number.</param>
    /// <param name="precision">Bits, from <see cref="MinPrecision"/> to <see cref="MaxPrecision"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is outside these bounds.</exception>
    public static Ball FromRational(Rational value, int precision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, MinPrecision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, MaxPrecision);
        return value.IsInteger
            ? Rounded(value.Numerator, 0, 0, precision)
            : new Ball(value.Numerator, 0, 0, precision) / new Ball(value.Denominator, 0, 0, precision);
    }

    /// <inheritdoc/>
    public static Ball operator +(Ball x, Ball y)
    {
        int precision = Math.Max(x.Precision, y.Precision);
        var (a, b, exponent) = Align(x, y, precision);
        return Rounded(a._mid + b._mid, a._radius + b._radius, exponent, precision);
    }

    /// <inheritdoc/>
    public static Ball operator -(Ball x, Ball y) => x + -y;

    /// <inheritdoc/>
    public static Ball operator -(Ball x) => new(-x._mid, x._radius, x._exponent, x._precision);

    /// <inheritdoc/>
    public static Ball operator *(Ball x, Ball y)
    {
        if (x.IsExact && y.IsExact)
        {
            return Rounded(x._mid * y._mid, BigInteger.Zero, x._exponent + y._exponent, Math.Max(x.Precision, y.Precision));
        }

        // |(a + s)(b + t) - a b| ≤ |a| |t| + |b| |s| + |s| |t|
        BigInteger radius = BigInteger.Abs(x._mid) * y._radius + (BigInteger.Abs(y._mid) + y._radius) * x._radius;
        return Rounded(x._mid * y._mid, radius, x._exponent + y._exponent, Math.Max(x.Precision, y.Precision));
    }

    /// <inheritdoc/>
    public static Ball operator *(Rational factor, Ball x) =>
        factor.IsInteger
            ? new Ball(factor.Numerator, 0, 0, x._precision) * x
            : new Ball(factor.Numerator, 0, 0, x._precision) * x / new Ball(factor.Denominator, 0, 0, x._precision);

    /// <inheritdoc/>
    public static Ball operator /(Ball x, Ball y)
    {
        if (y.ContainsZero)
        {
            throw y.IsExact
                ? UndefinedException.DivisionByZero()
                : new InsufficientPrecisionException("division by a number that may be zero");
        }

        // |(a + s)/(b + t) - a/b| = |s b - a t| / |b (b + t)| ≤ (|s| |b| + |a| |t|) / (|b| (|b| - |t|)); rounding the
        // quotient down adds less than one unit.
        int precision = Math.Max(x.Precision, y.Precision);
        BigInteger a = BigInteger.Abs(x._mid), b = BigInteger.Abs(y._mid);
        int shift = (int)Math.Max(0, precision + 2 + b.GetBitLength() - a.GetBitLength());
        BigInteger quotient = BigInteger.DivRem(a << shift, b, out BigInteger rest);
        BigInteger spread = (x._radius * b + a * y._radius) << shift;
        BigInteger radius = CeilingQuotient(spread, b * (b - y._radius)) + (rest.IsZero ? 0 : 1);
        quotient *= x._mid.Sign * y._mid.Sign;
        return Rounded(quotient, radius, x._exponent - y._exponent - shift, precision);
    }

    /// <summary>A ball that contains both balls.</summary>
    public static Ball Hull(Ball x, Ball y)
    {
        int precision = Math.Max(x.Precision, y.Precision);
        var (a, b, exponent) = Align(x, y, precision);
        BigInteger lower = BigInteger.Min(a._mid - a._radius, b._mid - b._radius);
        BigInteger upper = BigInteger.Max(a._mid + a._radius, b._mid + b._radius);
        BigInteger mid = (lower + upper) >> 1;
        return Rounded(mid, upper - mid, exponent, precision);
    }

    /// <summary>True if the balls certainly have no number in common, so that the numbers they enclose differ.</summary>
    public bool Disjoint(Ball other) => !(this - other).ContainsZero;

    /// <summary>True if the number is in the ball.</summary>
    /// <exception cref="OutOfRangeException">The ball's exponent is too large to write its ends out.</exception>
    public bool Contains(Rational value)
    {
        var (lower, upper) = Endpoints();
        return lower <= value && value <= upper;
    }

    /// <summary>The least and the greatest number in the ball.</summary>
    /// <exception cref="OutOfRangeException">The ball's exponent is too large to write its ends out.</exception>
    public (Rational Lower, Rational Upper) Endpoints() =>
        (Scale(_mid - _radius, _exponent), Scale(_mid + _radius, _exponent));

    /// <summary>The double nearest to the midpoint; an infinity or 0 beyond the range of doubles.</summary>
    public double ToDouble()
    {
        long top = _exponent + BigInteger.Abs(_mid).GetBitLength();
        return _mid.IsZero || top < -1100 ? 0
            : top > 1100 ? _mid.Sign * double.PositiveInfinity
            : Scale(_mid, _exponent).ToDouble();
    }
}
