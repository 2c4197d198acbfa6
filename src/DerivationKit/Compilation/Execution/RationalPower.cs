using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>x ↦ x^p for a rational p, NaN where it is undefined: small integers by multiplication, halves of them after a square root, all
/// others by the library's pow, which is then more exact and no slower.</summary>
internal sealed class RationalPower<T>(Rational power)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int LargestMultiplied = 8;

    /// <summary>Whether no root is taken.</summary>
    public bool IsInteger { get; } = power.IsInteger;

    /// <summary>Whether the power of a negative number is negative.</summary>
    public bool IsOdd { get; } = power.IsInteger && !power.Numerator.IsEven;

    /// <summary>The exponent.</summary>
    public T Exponent { get; } = power.To<T>();

    /// <summary>How many factors x, or roots of x, there are, negative for their reciprocal; nothing if they are too many.</summary>
    public int? Factors { get; } =
        power.Denominator <= 2 && BigInteger.Abs(power.Numerator) <= LargestMultiplied ? (int)power.Numerator : null;

    public T Of(T x)
    {
        if (Factors is { } count)
        {
            T product = Multiplied(IsInteger ? x : T.Sqrt(x), int.Abs(count));
            return count < 0 ? T.One / product : product;
        }

        T magnitude = T.Pow(IsInteger ? T.Abs(x) : x, Exponent);
        return IsOdd && T.IsNegative(x) ? -magnitude : magnitude;
    }

    private static T Multiplied(T x, int count)
    {
        T product = T.One;
        for (; count > 0; count--)
        {
            product *= x;
        }

        return product;
    }
}
