using System.Globalization;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>How Coq writes numbers, powers, products and sums. What is put together is in parentheses where it needs them.</summary>
internal static class CoqText
{
    // Coq writes natural numbers in unary notation.
    private const int LargestNumber = 2_000;

    /// <summary>An exact number.</summary>
    /// <exception cref="CoqExportException">It is too large to be written.</exception>
    public static string Number(Rational value)
    {
        if (value.Sign < 0)
        {
            return $"(- {Number(-value)})";
        }

        return value.IsInteger ? Natural(value.Numerator) : $"({Natural(value.Numerator)} / {Natural(value.Denominator)})";
    }

    /// <summary>A number or a letter raised to a power: an inverse for a negative one, a power of the root for half of an odd number.</summary>
    public static string Raised(string text, Rational exponent)
    {
        if (!exponent.IsInteger && exponent.Denominator != 2)
        {
            throw new CoqExportException($"no Coq lemma yet for the power {exponent}");
        }

        string root = exponent.IsInteger ? text : $"(Num.sqrt {text})";
        string inverted = exponent.Sign < 0 ? $"{root}^-1" : root;
        BigInteger times = BigInteger.Abs(exponent.Numerator);
        return times > LargestNumber ? throw TooLarge(times) : times.IsOne ? inverted : $"{inverted} ^+ {times.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A product; 1 where it has no factors.</summary>
    public static string Times(IEnumerable<string> factors) => string.Join(" * ", factors) is { Length: > 0 } product ? product : "1";

    /// <summary>A product with a number in front of it, which is not written where it is 1.</summary>
    public static string Scaled(Rational coefficient, string product) =>
        coefficient.IsOne ? product : product == "1" ? Number(coefficient) : $"{Number(coefficient)} * {(product.Contains(" * ", StringComparison.Ordinal) ? $"({product})" : product)}";

    /// <summary>A sum; 0 where it has no terms.</summary>
    public static string Sum(IEnumerable<string> terms) => string.Join(" + ", terms) is { Length: > 0 } sum ? sum : "0";

    private static string Natural(BigInteger value) =>
        value.IsOne ? "1" : value > LargestNumber ? throw TooLarge(value) : $"({value.ToString(CultureInfo.InvariantCulture)}%:R)";

    private static CoqExportException TooLarge(BigInteger value) => new($"no Coq notation for a number as large as {value}");
}
