using System.Numerics;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Refuting.Numbers;

// IEEE 754 says what is right: a double is an exact dyadic rational, and a number goes to the nearest, ties to even.
public class NearestDoubleTests
{
    [DerivationProperty(MaxTest = 300)]
    public bool A_double_is_its_own_nearest(long bits) =>
        BitConverter.Int64BitsToDouble(bits) is var x && (!double.IsFinite(x) || Exact(x).ToDouble() == x);

    [DerivationProperty(MaxTest = 300)]
    public void Between_two_doubles_the_nearer_wins(long bits)
    {
        double x = Math.Abs(BitConverter.Int64BitsToDouble(bits));
        double y = Math.BitIncrement(x);
        if (!double.IsFinite(y))
        {
            return;
        }

        Rational middle = (Exact(x) + Exact(y)) / 2;
        Rational little = (Exact(y) - Exact(x)) * Rational.Pow(10, -40);
        Assert.Equal(IsEven(x) ? x : y, middle.ToDouble());
        Assert.Equal(x, (middle - little).ToDouble());
        Assert.Equal(y, (middle + little).ToDouble());
        Assert.Equal(-x, (little - middle).ToDouble());
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e9999", double.NegativeInfinity)]
    [InlineData("1e-400", 0.0)]
    [InlineData("1e-9999", 0.0)]
    public void Beyond_the_range(string text, double expected) => Assert.Equal(expected, RationalText.Parse(text).ToDouble());

    [Fact]
    public void The_quotient_of_huge_numbers_is_no_overflow() =>
        Assert.Equal(1.5, (3 * Rational.Pow(7, 5000) / (2 * Rational.Pow(7, 5000) + 1)).ToDouble());

    private static bool IsEven(double x) => (BitConverter.DoubleToInt64Bits(x) & 1) == 0;

    private static Rational Exact(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int field = (int)(bits >> 52) & 0x7FF;
        BigInteger significand = (bits & ((1L << 52) - 1)) | (field == 0 ? 0 : 1L << 52);
        return (x < 0 ? -significand : significand) * Rational.Pow(2, Math.Max(field, 1) - 1075);
    }
}
