using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

public readonly partial struct Ball
{
    // Thirty bits say how wide a ball is to nine digits, and a radius that short costs no allocation.
    private const int RadiusBits = 30;

    // Below this the sum of two exponents cannot overflow.
    private const long MaxExponent = 1L << 60;

    // An endpoint with a larger exponent is refused rather than written out.
    private const long MaxEndpointExponent = 1L << 17;

    // A shift by more bits than any midpoint has.
    private const long FullShift = 1L << 24;

    private static Ball One(int precision) => new(1, 0, 0, precision);

    // Drops the midpoint's bits beyond the precision and all bits below the 30 leading ones of the radius.
    private static Ball Rounded(BigInteger mid, BigInteger radius, long exponent, int precision)
    {
        long drop = Math.Max(BigInteger.Abs(mid).GetBitLength() - precision, radius.GetBitLength() - RadiusBits);
        if (drop > 0)
        {
            (mid, radius) = Coarsened(mid, radius, drop);
            exponent += drop;
        }

        if (mid.IsZero && radius.IsZero)
        {
            exponent = 0;
        }

        return Math.Abs(exponent) <= MaxExponent
            ? new(mid, radius, exponent, precision)
            : throw new OutOfRangeException("a number beyond 2^(±2^60)");
    }

    // The same ball or a larger one in units of 2^drop: rounding the midpoint down moves it by less than one unit.
    private static (BigInteger Mid, BigInteger Radius) Coarsened(BigInteger mid, BigInteger radius, long drop)
    {
        int shift = (int)Math.Min(drop, FullShift);
        BigInteger kept = mid >> shift;
        BigInteger grown = -(-radius >> shift);
        return (kept, mid.IsZero || BigInteger.TrailingZeroCount(mid) >= shift ? grown : grown + 1);
    }

    // Both balls at one exponent: the finer of the two, but not so fine that bits 2^(precision + 32) below the larger
    // ball's magnitude are dragged along. What is cut off there grows the smaller ball by a unit.
    private static (Ball X, Ball Y, long Exponent) Align(Ball x, Ball y, int precision)
    {
        x = x.IsExactZero ? new(0, 0, y._exponent, precision) : x;
        y = y.IsExactZero ? new(0, 0, x._exponent, precision) : y;
        long exponent = Math.Min(x._exponent, y._exponent);
        if (Math.Max(x.Above, y.Above) - precision - 32 > exponent)
        {
            exponent = Math.Max(Math.Max(x.Top, y.Top) - precision - 32, exponent);
        }

        return (x.At(exponent), y.At(exponent), exponent);
    }

    // At least Top, and at most by 1 more: nothing is added up.
    private long Above => _exponent + 1 + Math.Max(BigInteger.Abs(_mid).GetBitLength(), _radius.GetBitLength());

    private Ball At(long exponent)
    {
        long drop = exponent - _exponent;
        if (drop == 0)
        {
            return this;
        }

        if (drop < 0)
        {
            return new(_mid << (int)-drop, _radius << (int)-drop, exponent, _precision);
        }

        var (mid, radius) = Coarsened(_mid, _radius, drop);
        return new(mid, radius, exponent, _precision);
    }

    private static Rational Scale(BigInteger value, long exponent) =>
        Math.Abs(exponent) > MaxEndpointExponent
            ? throw new OutOfRangeException("the ends of a ball of extreme size")
            : value * Rational.Pow(2, (int)exponent);

    private static BigInteger CeilingQuotient(BigInteger dividend, BigInteger divisor) =>
        (dividend + divisor - 1) / divisor;
}
