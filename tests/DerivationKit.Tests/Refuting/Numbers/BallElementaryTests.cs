using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel;
using FsCheck.Fluent;
using Property = FsCheck.Property;

namespace DerivationKit.Tests.Refuting.Numbers;

public class BallElementaryTests
{
    private static readonly Rational Half = new(1, 2);

    // What is equal for the exact values cannot be disjoint as balls, nor leave out a rational value.
    [DerivationProperty(Arbitrary = [typeof(Rationals)], MaxTest = 60)]
    public void Identities_hold_within_the_enclosures(Rational x, Rational y)
    {
        x = Rational.Abs(Bounded(x)) + new Rational(1, 1000);
        y = Bounded(y);
        foreach (int precision in new[] { 64, 200, 1024 })
        {
            Ball a = Ball.FromRational(x, precision), b = Ball.FromRational(y, precision);
            Assert.True((Ball.Exp(b) * Ball.Exp(-b)).Contains(1));
            Assert.True(Ball.Log(Ball.Exp(b)).Contains(y));
            Assert.True(Ball.Exp(Ball.Log(a)).Contains(x));
            Assert.True(Ball.Power(Ball.Power(a, Half), 2).Contains(x));
            Assert.True(Ball.Power(Ball.Power(a, new Rational(-2, 3)), -3).Contains(x * x));
            AssertMeet(Ball.Exp(a), Ball.Exp(Half * a) * Ball.Exp(Half * a));
            AssertMeet(Ball.Log(a) + Ball.Log(b * b + a), Ball.Log(a * (b * b + a)));
            AssertMeet(Ball.Power(a, new Rational(5, 2)), Ball.Exp(new Rational(5, 2) * Ball.Log(a)));
        }
    }

    // The ends are where a bound is sharp. Up to a sixteenth of its size a ball takes another path through log than beyond.
    [DerivationProperty(Arbitrary = [typeof(Rationals)], MaxTest = 100)]
    public void Wide_arguments_give_all_their_values(Rational x, Rational y, byte percent)
    {
        (x, y) = (Bounded(x), Bounded(y));
        AssertEncloses(x, y, Ball.Exp);
        AssertEncloses(x, x + new Rational(percent, 100), Ball.Exp);
        foreach (Rational other in new[] { y * y + 1, (x * x + 1) * (1 + new Rational(percent % 15, 100)) })
        {
            AssertEncloses(x * x + 1, other, Ball.Log);
            AssertEncloses(x * x + 1, other, u => Ball.Power(u, Half));
            AssertEncloses(x * x + 1, other, u => Ball.Power(u, new Rational(-4, 3)));
        }
    }

    // Both enclose the same number, so they meet; the fine one being narrower, it lies inside but for its own width.
    [DerivationProperty(Arbitrary = [typeof(TranscendentalFormulas)], MaxTest = 400)]
    public FsCheck.Property More_precision_gives_a_narrower_ball_inside(Formula formula) =>
        Prop.When(formula.TryEvaluate(80, out Ball coarse) && coarse.Magnitude is > -10_000 and < 10_000, () =>
        {
            Ball fine = formula.Evaluate<Ball>(320);
            Assert.False(coarse.Disjoint(fine));
            Assert.True(Width(fine) <= Width(coarse));
        });

    // A rounded argument below 2^7 is off by less than 2^(8 - precision), which exp turns into a relative error; the
    // algorithms' own errors are a few units.
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Values_are_narrow(Rational x)
    {
        x = Bounded(x);
        foreach (int precision in new[] { 64, 140, 141, 1024 })
        {
            AssertNarrow(Ball.Exp(Ball.FromRational(x, precision)), precision - 12);
            AssertNarrow(Ball.Log(Ball.FromRational(x * x + 2, precision)), precision - 8);
            AssertNarrow(Ball.Power(Ball.FromRational(x * x + 1, precision), Half), precision - 4);
        }
    }

    // Osler, Amer. Math. Monthly 113 (2006) 62-66: e^(1/m) = [1; m-1, 1, 1, 3m-1, 1, 1, 5m-1, ...].
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Exp_of_a_unit_fraction_lies_between_its_convergents(int m)
    {
        // Convergents p/q in pairs, on either side of the value, until they are nearer than 2^-600.
        (Rational Near, Rational Far) bounds = (1, 0);
        (Rational P, Rational Q, Rational P0, Rational Q0) c = (1, 1, 1, 0);
        for (int k = 1; Rational.Abs(bounds.Near - bounds.Far) > Rational.Pow(2, -600); k++)
        {
            Rational term = k % 3 == 1 ? (2 * (k / 3) + 1) * m - 1 : 1;
            c = (term * c.P + c.P0, term * c.Q + c.Q0, c.P, c.Q);
            bounds = (c.P / c.Q, bounds.Near);
        }

        AssertBetween(bounds.Near, bounds.Far, Ball.Exp(Ball.FromRational(new Rational(1, m), 1024)), 512);
        Assert.True(Ball.Exp(Ball.FromRational(new Rational(1, m), 64)).Contains(bounds.Near));
    }

    // Digits: OEIS A001113, A002162, A002193, A002581, cut off after the fiftieth decimal.
    [Theory]
    [InlineData("e", "2.71828182845904523536028747135266249775724709369995")]
    [InlineData("log 2", "0.69314718055994530941723212145817656807550013436025")]
    [InlineData("sqrt 2", "1.41421356237309504880168872420969807856967187537694")]
    [InlineData("cbrt 3", "1.44224957030740838232163831078010958839186925349935")]
    public void Known_constants(string name, string digits)
    {
        Rational cut = RationalText.Parse(digits);
        AssertBetween(cut, cut + RationalText.Parse("1e-50"), Constant(name, 256), 160);
        Assert.True(Constant(name, 128).Contains(cut));
        Assert.True(Constant(name, 64).Contains(cut));
        AssertMeet(Constant(name, 64), Constant(name, 4096));
    }

    [Fact]
    public void Undefined_arguments()
    {
        Ball around = Ball.Hull(Of(-1), Of(1));
        Assert.Throws<UndefinedException>(() => Ball.Log(default));
        Assert.Throws<UndefinedException>(() => Ball.Log(Of(-3)));
        Assert.Throws<UndefinedException>(() => Ball.Power(Of(-8), new Rational(1, 3)));
        Assert.Throws<UndefinedException>(() => Ball.Power(default, -Half));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Log(around));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Power(around, Half));
        Assert.Equal((0, 0), Ball.Power(default, Half).Endpoints());
        Assert.Equal((0, 0), Ball.Log(Of(1)).Endpoints());
    }

    [Fact]
    public void Extreme_arguments_of_exp()
    {
        Rational large = 1L << 39;
        Ball half = Ball.Exp(Of(large / 2));
        AssertMeet(Ball.Exp(Of(large)), half * half);
        Assert.True(Ball.Log(Ball.Exp(Of(-large))).Contains(-large));
        Assert.True(Ball.Exp(Ball.FromRational(Rational.Pow(2, -5000), 64)).Contains(1 + Rational.Pow(2, -5000)));
        Assert.Throws<OutOfRangeException>(() => Ball.Exp(Of(1L << 41)));
        Assert.Throws<OutOfRangeException>(() => Ball.Exp(Of(-(1L << 41))));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Exp(Ball.Hull(Of(0), Of(1L << 41))));
    }

    private static Ball Constant(string name, int precision) => name switch
    {
        "e" => Ball.Exp(Ball.FromRational(1, precision)),
        "log 2" => Ball.Log(Ball.FromRational(2, precision)),
        "sqrt 2" => Ball.Power(Ball.FromRational(2, precision), Half),
        "cbrt 3" => Ball.Power(Ball.FromRational(3, precision), new Rational(1, 3)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    // A number of the same digits in [-128, 128], where exp has a size that can be written out.
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

    private static void AssertBetween(Rational a, Rational b, Ball ball, int bits)
    {
        var (lower, upper) = ball.Endpoints();
        Assert.True((a < b ? a : b) <= lower && upper <= (a < b ? b : a), ball.ToString(60));
        AssertNarrow(ball, bits);
    }

    private static Rational Width(Ball ball) => ball.Endpoints() is var (lower, upper) ? upper - lower : 0;

    private static void AssertNarrow(Ball ball, int bits)
    {
        var (lower, upper) = ball.Endpoints();
        Assert.True((upper - lower) / 2 <= Rational.Abs(upper) * Rational.Pow(2, -bits), ball.ToString());
    }
}
