using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel;

namespace DerivationKit.Tests.Refuting.Numbers;

public class ExactScalarTests
{
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Arithmetic_is_that_of_rationals(Rational x, Rational y)
    {
        ExactScalar a = Exact(x), b = Exact(y);
        Assert.Equal(x + y, (a + b).Value);
        Assert.Equal(x - y, (a - b).Value);
        Assert.Equal(-x, (-a).Value);
        Assert.Equal(x * y, (a * b).Value);
        Assert.Equal(x * y, (x * b).Value);
        Assert.Equal(y.IsZero ? 0 : x / y, y.IsZero ? 0 : (a / b).Value);
    }

    [Theory]
    [InlineData("0", "0", "1")]
    [InlineData("0", "5/3", "0")]
    [InlineData("-2/3", "3", "-8/27")]
    [InlineData("-2/3", "-2", "9/4")]
    [InlineData("4/9", "-3/2", "27/8")]
    [InlineData("0.001", "1/3", "1/10")]
    [InlineData("-1", "99999999999", null)]
    public void Rational_powers_are_exact(string x, string exponent, string? power)
    {
        if (power is null)
        {
            Assert.Throws<NotExactException>(() => Power(x, exponent));
            return;
        }

        Assert.Equal(RationalText.Parse(power), Power(x, exponent).Value);
    }

    [Fact]
    public void Only_trivial_values_of_transcendental_functions_are_exact()
    {
        Assert.Equal(1, ExactScalar.Exp(Exact(0)).Value);
        Assert.Equal(0, ExactScalar.Log(Exact(1)).Value);
        Assert.Equal(0, ExactScalar.Sin(Exact(0)).Value);
        Assert.Equal(1, ExactScalar.Cos(Exact(0)).Value);
        Assert.Equal(0, ExactScalar.Arcsin(Exact(0)).Value);
        Assert.Equal(0, ExactScalar.Arctan(Exact(0)).Value);
        Assert.Equal(0, ExactScalar.Erf(Exact(0)).Value);
        Assert.Throws<NotExactException>(() => ExactScalar.Sin(Exact(1)));
        Assert.Throws<NotExactException>(() => ExactScalar.Cos(Exact(1)));
        Assert.Throws<NotExactException>(() => ExactScalar.Arcsin(Exact(-1)));
        Assert.Throws<NotExactException>(() => ExactScalar.Arctan(Exact(1)));
        Assert.Throws<NotExactException>(() => ExactScalar.Erf(Exact(1)));
        Assert.Throws<NotExactException>(() => ExactScalar.Exp(Exact(1)));
        Assert.Throws<NotExactException>(() => ExactScalar.Log(Exact(2)));
        Assert.Throws<NotExactException>(() => Power("2", "1/2"));
    }

    [Fact]
    public void Undefined_operations_are_named()
    {
        Assert.Equal("division by zero", Undefined(() => Exact(1) / Exact(0)));
        Assert.Equal("division by zero", Undefined(() => Power("0", "-1/2")));
        Assert.Equal("log of a number that is not positive", Undefined(() => ExactScalar.Log(Exact(0))));
        Assert.Equal("arcsin of a number beyond 1", Undefined(() => ExactScalar.Arcsin(Exact(-2))));
        Assert.Equal("fractional power of a negative number", Undefined(() => Power("-8", "1/3")));
    }

    [Fact]
    public void Numbers_too_long_to_be_worth_it_are_refused()
    {
        Assert.Equal(Rational.Pow(3, 50_000), Power("3", "50000").Value);
        Assert.Throws<NotExactException>(() => Power("3", "100000"));
        Assert.Throws<NotExactException>(() => Power("3", "50000") * Power("3", "50000"));
        Assert.Throws<NotExactException>(() => Power("3", "-50000") + Power("5", "-50000"));
    }

    private static ExactScalar Exact(Rational value) => new(value);

    private static ExactScalar Power(string x, string exponent) =>
        ExactScalar.Power(Exact(RationalText.Parse(x)), RationalText.Parse(exponent));

    private static string Undefined(Func<object> operation) => Assert.Throws<UndefinedException>(operation).Message;
}
