using System.Globalization;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Reads exact rational numbers.</summary>
public static class RationalText
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
        Rational? read = text is null || text.Length > MaxTextLength ? null : text.StartsWith('-') ? -Magnitude(text[1..]) : Magnitude(text);
        value = read ?? Rational.Zero;
        return read is not null;
    }

    private static Rational? Magnitude(string text) => text.Split('/') switch
    {
        [var number] => number.Split('e', 'E') switch
        {
            [var digits] => Decimal(digits, 0),
            [var digits, var exponent] => Exponent(exponent) is { } e ? Decimal(digits, e) : null,
            _ => null,
        },
        [var above, var below] => Digits(above) is { } p && Digits(below) is { IsZero: false } q ? new Rational(p, q) : null,
        _ => null,
    };

    // "25" or "2.5", times a power of 10; a point stands between digits.
    private static Rational? Decimal(string text, int exponent) => text.Split('.') switch
    {
        [var whole] => Digits(whole) * Rational.Pow(10, exponent),
        [not "", not ""] parts => Digits(parts[0] + parts[1]) * Rational.Pow(10, exponent - parts[1].Length),
        _ => null,
    };

    private static int? Exponent(string text) =>
        Digits(text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text) is { } size && size <= MaxDecimalExponent
            ? (int)(text.StartsWith('-') ? -size : size)
            : null;

    // The library's own parser also takes trailing NUL characters; only the ten digits are meant here.
    private static BigInteger? Digits(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('0', '9') && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger value) ? value : null;
}
