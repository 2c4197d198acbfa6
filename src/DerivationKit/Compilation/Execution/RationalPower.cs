using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>x ↦ x^p for a rational p, NaN where it is undefined: small integers by multiplication, halves of them after a square root, all
/// others by the library's pow, which is then more exact and no slower.</summary>
internal sealed class RationalPower<T>(Rational power)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int LargestMultiplied = 8;

    private readonly bool isInteger = power.IsInteger;
    private readonly bool isOdd = power.IsInteger && !power.Numerator.IsEven;
    private readonly T exponent = T.CreateSaturating(power.ToDouble());
    private readonly int? factors =
        power.Denominator <= 2 && BigInteger.Abs(power.Numerator) <= LargestMultiplied ? (int)power.Numerator : null;

    public T Of(T x)
    {
        if (factors is { } count)
        {
            T product = Multiplied(isInteger ? x : T.Sqrt(x), int.Abs(count));
            return count < 0 ? T.One / product : product;
        }

        T magnitude = T.Pow(isInteger ? T.Abs(x) : x, exponent);
        return isOdd && T.IsNegative(x) ? -magnitude : magnitude;
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
