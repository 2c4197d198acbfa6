using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel;

namespace DerivationKit.Tests.Refuting.Numbers;

public class BallFunctionsTests
{
    private static readonly Rational Half = new(1, 2);

    private static readonly int[] Precisions = [64, 200, 1024];

    // A power series with terms of alternating sign and, in the end, falling size has its sum between any two partial sums from there on.
    [Theory]
    [InlineData("sin", "1/2")]
    [InlineData("sin", "-3")]
    [InlineData("sin", "10")]
    [InlineData("cos", "1/3")]
    [InlineData("cos", "-7/2")]
    [InlineData("cos", "11")]
    [InlineData("arctan", "1/2")]
    [InlineData("arctan", "-3/4")]
    [InlineData("arctan", "1/1000")]
    [InlineData("erf", "1/2")]
    [InlineData("erf", "-2")]
    [InlineData("erf", "7/2")]
    [InlineData("erf", "1/100000")]
    public void Values_lie_between_the_partial_sums_of_alternating_series(string function, string argument)
    {
        Rational x = RationalText.Parse(argument), term = function == "cos" ? 1 : x, sum = 0, before = 0;
        for (int n = 1; Rational.Abs(term) > Rational.Pow(2, -1200) || n < 400; n++)
        {
            (before, sum) = (sum, sum + Scaled(function, term, n - 1));
            term *= -x * x / function switch { "sin" => 2 * n * ((2 * n) + 1), "cos" => 2 * n * ((2 * n) - 1), "arctan" => 1, _ => n };
        }

        foreach (int precision in Precisions)
        {
            Ball value = Apply(function, Ball.FromRational(x, precision));
            Ball expected = Ball.Hull(Ball.FromRational(before, 2048), Ball.FromRational(sum, 2048));
            if (function == "erf")
            {
                expected *= 2 * Ball.Power(4 * Ball.Arctan(Ball.FromRational(1, 2048)), -Half);
            }

            AssertMeet(value, expected);
            AssertNarrow(value, precision - 8);
        }

        static Rational Scaled(string function, Rational term, int n) => function is "arctan" or "erf" ? term / ((2 * n) + 1) : term;
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)], MaxTest = 60)]
    public void Identities_hold_within_the_enclosures(Rational x, Rational y)
    {
        (x, y) = (Bounded(x), Bounded(y));
        Rational inside = x / (Rational.Abs(x) + Rational.Abs(y) + 1);
        foreach (int precision in Precisions)
        {
            Ball a = Ball.FromRational(x, precision), b = Ball.FromRational(y, precision), u = Ball.FromRational(inside, precision);
            Ball one = Ball.FromRational(1, precision), pi = 4 * Ball.Arctan(one);
            Assert.True((Ball.Sin(a) * Ball.Sin(a) + Ball.Cos(a) * Ball.Cos(a)).Contains(1));
            AssertMeet(Ball.Sin(a + b), Ball.Sin(a) * Ball.Cos(b) + Ball.Cos(a) * Ball.Sin(b));
            AssertMeet(Ball.Cos(a + b), Ball.Cos(a) * Ball.Cos(b) - Ball.Sin(a) * Ball.Sin(b));
            AssertMeet(Ball.Cos(a), Ball.Sin(a + Half * pi));
            AssertMeet(Ball.Sin(a), -Ball.Sin(a + pi));
            Assert.True(Ball.Sin(Ball.Arcsin(u)).Contains(inside));
            AssertMeet(Ball.Arcsin(u), Ball.Arctan(u / Ball.Power(one - u * u, Half)));
            AssertMeet(Ball.Arctan(a), Ball.Arcsin(a / Ball.Power(one + a * a, Half)));
            AssertMeet(Ball.Erf(a), -Ball.Erf(-a));
            Assert.True(Ball.Erf(a).IsNegative == (x.Sign < 0) && !(Ball.Erf(a) - one).IsPositive);
            if (!x.IsZero)
            {
                AssertMeet(Ball.Arctan(a) + Ball.Arctan(one / a), new Rational(x.Sign, 2) * pi);
            }
        }
    }

    // Leonhard Euler 1738: arctan 1/2 + arctan 1/3 = π/4. Digits of π: OEIS A000796, cut off after the fiftieth decimal.
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(4096)]
    public void Angles_in_parts_of_pi(int precision)
    {
        Ball one = Ball.FromRational(1, precision), pi = 4 * Ball.Arctan(one), root = Ball.Power(3 * one, Half);
        Rational cut = RationalText.Parse("3.14159265358979323846264338327950288419716939937510");
        AssertMeet(pi, Ball.Hull(Ball.FromRational(cut, 4096), Ball.FromRational(cut + RationalText.Parse("1e-50"), 4096)));
        AssertNarrow(pi, precision - 6);
        AssertMeet(4 * (Ball.Arctan(Half * one) + Ball.Arctan(new Rational(1, 3) * one)), pi);
        AssertMeet(6 * Ball.Arcsin(Half * one), pi);
        AssertMeet(2 * Ball.Arcsin(one), pi);
        AssertMeet(-2 * Ball.Arcsin(-one), pi);
        AssertMeet(3 * Ball.Arctan(root), pi);
        Assert.True(Ball.Sin(pi).ContainsZero);
        Assert.True(Ball.Cos(pi).Contains(-1));
        Assert.True(Ball.Sin(new Rational(1, 6) * pi).Contains(Half));
        Assert.True(Ball.Cos(new Rational(-1, 3) * pi).Contains(Half));
        AssertMeet(2 * Ball.Sin(new Rational(7, 3) * pi), root);
    }

    // The ends are where a bound is sharp.
    [DerivationProperty(Arbitrary = [typeof(Rationals)], MaxTest = 100)]
    public void Wide_arguments_give_all_their_values(Rational x, Rational y, byte percent)
    {
        (x, y) = (Bounded(x), Bounded(y));
        foreach (Rational other in new[] { y, x + new Rational(percent, 100), x + new Rational(percent, 1_000_000) })
        {
            AssertEncloses(x, other, Ball.Sin);
            AssertEncloses(x, other, Ball.Cos);
            AssertEncloses(x, other, Ball.Arctan);
            AssertEncloses(x, other, Ball.Erf);
            AssertEncloses(Inside(x), Inside(other), Ball.Arcsin);
        }

        AssertEncloses(-1, 1, Ball.Arcsin);

        static Rational Inside(Rational x) => x / (Rational.Abs(x) + 1);
    }

    [Fact]
    public void Hostile_arguments()
    {
        Rational tiny = Rational.Pow(2, -5000), large = Rational.Pow(2, 63) - 1;
        foreach (Func<Ball, Ball> odd in new Func<Ball, Ball>[] { Ball.Sin, Ball.Arctan, Ball.Arcsin })
        {
            // f(x) = x (1 ± x²) for |x| ≤ 1.
            Ball near = odd(Of(tiny));
            Assert.True(near.Contains(tiny));
            AssertNarrow(near, 60);
        }

        Assert.True(Ball.Cos(Of(tiny)).Contains(1));
        AssertNarrow(Ball.Erf(Of(tiny)), 50);
        AssertMeet(Ball.Sin(Of(2 * large)), 2 * (Ball.Sin(Of(large)) * Ball.Cos(Of(large))));
        AssertNarrow(Ball.Cos(Of(large)), 40);
        AssertMeet(Ball.Arctan(Of(1 / tiny)) + Ball.Arctan(Of(tiny)), 2 * Ball.Arctan(Of(1)));
        Assert.True(Ball.Erf(Of(1 / tiny)).Contains(1));
        Assert.True(Ball.Erf(Of(-9)).Contains(-1));
        Assert.True(Ball.Erf(Of(8)).IsPositive);
        Assert.True((Ball.FromRational(1, 1024) - Ball.Erf(Ball.FromRational(20, 1024))).IsPositive);
        Assert.Equal((-1, 1), Ball.Sin(Ball.Hull(Of(-100), Of(3))).Endpoints());
        Assert.Throws<OutOfRangeException>(() => Ball.Sin(Of(4 * large)));
        Assert.Throws<OutOfRangeException>(() => Ball.Cos(Of(1 / tiny)));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Sin(Ball.Hull(Of(0), Of(8 * large))));
    }

    [Fact]
    public void Arcsin_at_its_boundary()
    {
        Rational beyond = 1 + Rational.Pow(2, -60);
        Assert.Throws<UndefinedException>(() => Ball.Arcsin(Of(beyond)));
        Assert.Throws<UndefinedException>(() => Ball.Arcsin(Of(-beyond)));
        Assert.Throws<UndefinedException>(() => Ball.Arcsin(Ball.Hull(Of(2), Of(4))));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Arcsin(Ball.Hull(Of(1), Of(beyond))));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Arcsin(Ball.Hull(Of(-2), Of(0))));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Arcsin(Ball.FromRational(new(1, 3), 64) * Of(3)));
        AssertMeet(Ball.Cos(Ball.Arcsin(Of(2 - beyond))), Ball.Power(Of(1) - Of(2 - beyond) * Of(2 - beyond), Half));
    }

    [Fact]
    public void Zero_is_met_exactly()
    {
        foreach (Func<Ball, Ball> odd in new Func<Ball, Ball>[] { Ball.Sin, Ball.Arctan, Ball.Arcsin, Ball.Erf })
        {
            Assert.Equal((0, 0), odd(default).Endpoints());
        }

        Assert.Equal((1, 1), Ball.Cos(default).Endpoints());
    }

    private static Ball Apply(string function, Ball x) => function switch
    {
        "sin" => Ball.Sin(x),
        "cos" => Ball.Cos(x),
        "arctan" => Ball.Arctan(x),
        "erf" => Ball.Erf(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    // A number of the same digits in [-128, 128].
    private static Rational Bounded(Rational x) => 128 * x / (Rational.Abs(x) + 1);

    private static Ball Of(Rational value) => Ball.FromRational(value, 64);

    private static void AssertEncloses(Rational x, Rational y, Func<Ball, Ball> function)
    {
        Ball values = function(Ball.Hull(Of(x), Of(y)));
        foreach (Rational inside in new[] { x, (2 * x + y) / 3, y })
        {
            AssertMeet(values, function(Of(inside)));
        }
    }

    private static void AssertMeet(Ball x, Ball y) => Assert.False(x.Disjoint(y), $"{x} and {y}");

    private static void AssertNarrow(Ball ball, int bits)
    {
        var (lower, upper) = ball.Endpoints();
        Assert.True((upper - lower) / 2 <= Rational.Abs(upper) * Rational.Pow(2, -bits), ball.ToString());
    }
}
