using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>Rational numbers as the machine's numbers: rounding is no business of proofs.</summary>
public static class NearestDouble
{
    /// <summary>The nearest double, ties to even; an infinity if the number is beyond the largest double.</summary>
    public static double ToDouble(this Rational value)
    {
        if (value.IsZero)
        {
            return 0;
        }

        // 2^k ≤ |x| < 2^(k+1). The significand's last bit stands for 2^unit: 53 bits, fewer below the normal range.
        BigInteger p = BigInteger.Abs(value.Numerator), q = value.Denominator;
        long k = p.GetBitLength() - q.GetBitLength();
        if (ShiftLeft(p, -k) < ShiftLeft(q, k))
        {
            k--;
        }

        int unit = (int)Math.Clamp(k - 52, -1074, 1024);
        BigInteger divisor = ShiftLeft(q, unit);
        BigInteger quotient = BigInteger.DivRem(ShiftLeft(p, -unit), divisor, out BigInteger rest);
        int half = (rest << 1).CompareTo(divisor);
        if (half > 0 || (half == 0 && !quotient.IsEven))
        {
            quotient++;
        }

        return Math.ScaleB((double)quotient, unit) * value.Sign;

        static BigInteger ShiftLeft(BigInteger x, long shift) => shift > 0 ? x << (int)shift : x;
    }

    /// <summary>The nearest double as another of the machine's numbers. Code for double and float holds no call that waits for the type, so that
    /// it can be compiled ahead of time.</summary>
    internal static T To<T>(this Rational value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (T)(object)value.ToDouble()
        : typeof(T) == typeof(float) ? (T)(object)(float)value.ToDouble()
        : T.CreateSaturating(value.ToDouble());
}
