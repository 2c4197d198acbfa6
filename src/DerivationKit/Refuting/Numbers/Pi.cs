using System.Numerics;

namespace DerivationKit.Refuting.Numbers;

/// <summary>Binary digits of π.</summary>
internal static class Pi
{
    /// <summary>The most digits after the binary point that <see cref="Scaled"/> offers.</summary>
    public const int MaxDigits = Ball.MaxPrecision + 256;

    private const int GuardDigits = 24;

    private static readonly BigInteger Digits = Compute(MaxDigits + GuardDigits);

    /// <summary>An integer n with -1 &lt; π · 2^digits - n &lt; 2.</summary>
    public static BigInteger Scaled(int digits) => Digits >> (MaxDigits + GuardDigits - digits);

    // Machin 1706: π = 16 arctan(1/5) - 4 arctan(1/239). Both series together have fewer than 2^11 terms; each is off by less than 2 units
    // and counts at most 16 times, so the sum is off by less than 2^16 units, a small part of the guard digits.
    private static BigInteger Compute(int digits) => 16 * ArctanOfReciprocal(5, digits) - 4 * ArctanOfReciprocal(239, digits);

    // 1/n - 1/(3 n^3) + 1/(5 n^5) - ...: a power of 1/n rounded down again and again stays below 2 units of error.
    private static BigInteger ArctanOfReciprocal(int n, int digits)
    {
        BigInteger power = (BigInteger.One << digits) / n, sum = BigInteger.Zero;
        for (int k = 1; !power.IsZero; k += 2)
        {
            sum += (k & 2) == 0 ? power / k : -(power / k);
            power /= n * n;
        }

        return sum;
    }
}
