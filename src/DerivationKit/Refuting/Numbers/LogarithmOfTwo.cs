using System.Numerics;

namespace DerivationKit.Refuting.Numbers;

/// <summary>Binary digits of log 2.</summary>
internal static class LogarithmOfTwo
{
    /// <summary>The most digits after the binary point that <see cref="Scaled"/> offers.</summary>
    public const int MaxDigits = Ball.MaxPrecision + 256;

    private const int GuardDigits = 16;

    private static readonly BigInteger Digits = Compute(MaxDigits + GuardDigits);

    /// <summary>An integer n with 0 ≤ log 2 · 2^digits - n &lt; 2.</summary>
    public static BigInteger Scaled(int digits) => Digits >> (MaxDigits + GuardDigits - digits);

    // log 2 = 2 artanh(1/3) = sum over odd n of 2 / (n 3^n). Each term is rounded down twice and the rest of the series is
    // below one unit, so the sum of the 1,400 terms falls short by less than 2^12 units, a small part of the guard digits.
    private static BigInteger Compute(int digits)
    {
        BigInteger power = (BigInteger.One << (digits + 1)) / 3, sum = BigInteger.Zero;
        for (int n = 1; !power.IsZero; n += 2)
        {
            sum += power / n;
            power /= 9;
        }

        return sum;
    }
}
