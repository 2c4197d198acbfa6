using System.Globalization;
using System.Numerics;

namespace DerivationKit.Kernel;

public readonly partial struct Rational
{
    // Reading a number takes time and memory that grow with its digits: longer texts are refused, not read.
    private const int MaxTextLength = 10_000;
    private const int MaxDecimalExponent = 10_000;

    /// <summary>Reads an integer "3", a fraction "-2/3" or a decimal "0.25", "1e-3", exactly.</summary>
    /// <exception cref="FormatException">
    /// The text is none of these, has a zero denominator, or exceeds 10,000 characters or a decimal exponent of ±10,000.
    /// </exception>
    public static Rational Parse(string text) =>
        TryParse(text, out Rational value) ? value : throw new FormatException("The text is not a rational number.");

    /// <summary>Reads an integer "3", a fraction "-2/3" or a decimal "0.25", "1e-3", exactly.</summary>
    /// <returns>False, with value 0, where <see cref="Parse"/> would throw.</returns>
    public static bool TryParse(string? text, out Rational value)
    {
        value = Zero;
        if (text is null || text.Length > MaxTextLength)
        {
            return false;
        }

        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> magnitude = negative ? text.AsSpan(1) : text;
        int slash = magnitude.IndexOf('/');
        bool parsed = slash >= 0
            ? TryFraction(magnitude[..slash], magnitude[(slash + 1)..], out value)
            : TryDecimal(magnitude, out value);
        value = negative ? -value : value;
        return parsed;
    }

    /// <summary>"p/q", or "p" for an integer; <see cref="Parse"/> reads it back up to 10,000 characters.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool TryFraction(ReadOnlySpan<char> above, ReadOnlySpan<char> below, out Rational value)
    {
        value = Zero;
        if (!TryDigits(above, out BigInteger p) || !TryDigits(below, out BigInteger q) || q.IsZero)
        {
            return false;
        }

        value = new(p, q);
        return true;
    }

    private static bool TryDecimal(ReadOnlySpan<char> text, out Rational value)
    {
        value = Zero;
        int exponent = 0;
        int e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!TryExponent(text[(e + 1)..], out exponent))
            {
                return false;
            }

            text = text[..e];
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> fraction = point < 0 ? [] : text[(point + 1)..];
        if ((point >= 0 && fraction.IsEmpty) || point == 0
            || !TryDigits(point < 0 ? text : string.Concat(text[..point], fraction), out BigInteger digits))
        {
            return false;
        }

        value = digits * Pow(10, exponent - fraction.Length);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        bool negative = text.StartsWith('-');
        bool parsed = TryDigits(negative || text.StartsWith('+') ? text[1..] : text, out BigInteger size)
            && size <= MaxDecimalExponent;
        exponent = parsed ? (int)(negative ? -size : size) : 0;
        return parsed;
    }

    // The library's own parser also takes trailing NUL characters; only the ten digits are meant here.
    private static bool TryDigits(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = BigInteger.Zero;
        return !text.ContainsAnyExceptInRange('0', '9')
            && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
