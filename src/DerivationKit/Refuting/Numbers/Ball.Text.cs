using System.Globalization;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

public readonly partial struct Ball
{
    private const int DefaultDigits = 30;

    /// <summary>The decimal enclosure with at most 30 digits: <see cref="ToString(int)"/>.</summary>
    public override string ToString() => ToString(DefaultDigits);

    /// <summary>
    /// A decimal enclosure, "0.731058578630004879 ± 2.1e-17": the printed interval contains the ball. The midpoint ends with
    /// the two digits of the radius that matter; a number without ± is exact.
    /// </summary>
    /// <param name="maxDigits">The most digits of the midpoint to show, at least 1; what is cut off widens the radius.</param>
    /// <exception cref="ArgumentOutOfRangeException">No digits are allowed.</exception>
    public string ToString(int maxDigits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDigits, 1);
        if (Math.Abs(_exponent) > MaxEndpointExponent)
        {
            Ball rough = Rounded(_mid, _radius, _exponent, MinPrecision);
            return string.Create(CultureInfo.InvariantCulture, $"({rough._mid} ± {rough._radius}) * 2^{rough._exponent}");
        }

        if (IsExactZero)
        {
            return "0";
        }

        // The last digit stands for 10^k, a hundredth of the radius or more. Rounding there costs half a unit.
        Rational mid = Scale(_mid, _exponent), radius = Scale(_radius, _exponent);
        int finest = DecimalMagnitude(Rational.Abs(mid) + radius) - maxDigits;
        int k = IsExact ? finest : Math.Max(finest, DecimalMagnitude(radius) - 2);
        Rational unit = Rational.Pow(10, k);
        BigInteger digits = Floor(mid / unit + new Rational(1, 2));
        BigInteger error = -Floor(-(Rational.Abs(mid - digits * unit) + radius) / unit);
        return error.IsZero
            ? TrimZeros(Decimal(digits, k))
            : $"{Decimal(digits, k)} ± {Decimal(error, k)}";
    }

    // An integer k with x ≤ 10^k, for x > 0.
    private static int DecimalMagnitude(Rational x)
    {
        const double Log10Of2 = 0.30102999566398120;
        int k = (int)Math.Floor((x.Numerator.GetBitLength() - x.Denominator.GetBitLength() - 1) * Log10Of2);
        while (Rational.Pow(10, k) < x)
        {
            k++;
        }

        return k;
    }

    private static BigInteger Floor(Rational x)
    {
        BigInteger quotient = BigInteger.DivRem(x.Numerator, x.Denominator, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    // digits 10^k, with an exponent where a plain decimal would be padded with zeros.
    private static string Decimal(BigInteger digits, int k)
    {
        if (digits.IsZero)
        {
            return "0";
        }

        string sign = digits.Sign < 0 ? "-" : "";
        string text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture);
        int leading = text.Length - 1 + k;
        if (k > 0 || leading < -7)
        {
            string fraction = text.Length > 1 ? $".{text[1..]}" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{text[0]}{fraction}e{leading}");
        }

        text = text.PadLeft(1 - k, '0');
        return k == 0 ? sign + text : $"{sign}{text[..^-k]}.{text[^-k..]}";
    }

    private static string TrimZeros(string text)
    {
        int e = text.IndexOf('e');
        string number = e < 0 ? text : text[..e];
        return (number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number) + (e < 0 ? "" : text[e..]);
    }
}
