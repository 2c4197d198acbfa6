using System.Numerics;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Kernel;

public class RationalTextTests
{
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool What_is_printed_is_read_back(Rational x) => RationalText.Parse(x.ToString()) == x;

    [DerivationProperty]
    public bool A_decimal_is_its_digits_over_a_power_of_ten(int whole, ushort fraction, sbyte exponent)
    {
        int places = fraction.ToString().Length;
        BigInteger digits = BigInteger.Abs(whole) * BigInteger.Pow(10, places) + fraction;
        Rational expected = new Rational(whole < 0 ? -digits : digits, BigInteger.Pow(10, places))
            * (exponent < 0 ? new Rational(1, BigInteger.Pow(10, -exponent)) : BigInteger.Pow(10, exponent));
        return RationalText.Parse($"{whole}.{fraction}e{exponent}") == expected;
    }

    [Theory]
    [InlineData("3", 3, 1)]
    [InlineData("-2/3", -2, 3)]
    [InlineData("4/6", 2, 3)]
    [InlineData("0.25", 1, 4)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("2.5E+2", 250, 1)]
    [InlineData("-0", 0, 1)]
    public void Numbers_are_read_exactly(string text, int numerator, int denominator) =>
        Assert.Equal(new Rational(numerator, denominator), RationalText.Parse(text));

    // The largest and the smallest decimal there are, and digits that no double holds: 7.9·10^28 is 2^96 - 1.
    [Fact]
    public void Decimals_are_converted_exactly()
    {
        Assert.Equal<Rational>(new Rational(1, 10), 0.1m);
        Assert.Equal<Rational>(new Rational(-5, 4), -1.250m);
        Assert.Equal<Rational>(Rational.Zero, -0.0m);
        Assert.Equal<Rational>((BigInteger.One << 96) - 1, decimal.MaxValue);
        Assert.Equal<Rational>(1 - (BigInteger.One << 96), decimal.MinValue);
        Assert.Equal<Rational>(new Rational(1, BigInteger.Pow(10, 28)), 1e-28m);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("1.x")]
    [InlineData("1e2e3")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e--2")]
    [InlineData("1e2.5")]
    [InlineData("1e10001")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/2/3")]
    [InlineData("1/2e3")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("1\0")]
    [InlineData("٣")]
    [InlineData("NaN")]
    public void Other_texts_are_refused(string text)
    {
        Assert.False(RationalText.TryParse(text, out Rational value));
        Assert.Equal(0, value);
        Assert.Throws<FormatException>(() => RationalText.Parse(text));
    }

    [Fact]
    public void Long_texts_are_refused_unread()
    {
        Assert.True(RationalText.TryParse(new string('7', 10_000), out _));
        Assert.False(RationalText.TryParse(new string('7', 10_001), out _));
        Assert.False(RationalText.TryParse(null, out _));
    }
}
