using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel;

namespace DerivationKit.Tests.Refuting.Numbers;

public class BallTextTests
{
    [DerivationProperty(Arbitrary = [typeof(Rationals)], MaxTest = 300)]
    public void The_printed_interval_contains_the_ball(Rational x, Rational y, byte digits)
    {
        Ball point = Ball.FromRational(x, 128), wide = Ball.Hull(point, Ball.FromRational(y, 128));
        foreach (Ball ball in new[] { point, wide, Ball.Power(point, 9), point - point })
        {
            string text = ball.ToString(1 + digits % 60);
            string[] parts = text.Split(" ± ");
            Rational mid = RationalText.Parse(parts[0]), radius = parts.Length > 1 ? RationalText.Parse(parts[1]) : 0;
            var (lower, upper) = ball.Endpoints();
            Assert.True(mid - radius <= lower && upper <= mid + radius, text);
        }
    }

    // Two digits of the radius, the last of them rounded up twice: at most 1.1 % more, and half a unit for the midpoint.
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void The_printed_radius_is_hardly_larger(Rational x, Rational y)
    {
        Ball ball = Ball.Hull(Ball.FromRational(x, 64), Ball.FromRational(y, 64));
        var (lower, upper) = ball.Endpoints();
        Rational printed = ball.IsExact ? 0 : RationalText.Parse(ball.ToString(400).Split(" ± ")[1]);
        Assert.True(printed <= (upper - lower) / 2 * new Rational(6, 5));
    }

    [Theory]
    [InlineData("0", 30, "0")]
    [InlineData("100", 30, "100")]
    [InlineData("-5/8", 30, "-0.625")]
    [InlineData("1/3", 5, "0.33333 ± 0.00001")]
    [InlineData("-1/3", 10, "-0.3333333333 ± 1e-10")]
    [InlineData("12345", 3, "1.23e4 ± 1e2")]
    [InlineData("3", 1, "3")]
    public void Examples(string value, int digits, string text) =>
        Assert.Equal(text, Ball.FromRational(RationalText.Parse(value), 128).ToString(digits));

    [Fact]
    public void The_default_is_thirty_digits()
    {
        string threes = new('3', 30);
        Assert.Equal($"0.{threes} ± 1e-30", Ball.FromRational(new Rational(1, 3), 256).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Ball).ToString(0));
    }

    [Fact]
    public void Extreme_numbers_are_printed_in_powers_of_two() =>
        Assert.Matches(@"^\(\d+ ± \d+\) \* 2\^\d+$", Ball.Exp(Ball.FromRational(1L << 39, 1024)).ToString());
}
