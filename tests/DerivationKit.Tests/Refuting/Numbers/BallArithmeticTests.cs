using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel;
using FsCheck.Fluent;
using Property = FsCheck.Property;

namespace DerivationKit.Tests.Refuting.Numbers;

public class BallArithmeticTests
{
    [DerivationProperty(Arbitrary = [typeof(Rationals)], MaxTest = 300)]
    public void A_result_contains_the_results_of_all_members(Rational x1, Rational x2, Rational y1, Rational y2)
    {
        Ball x = Ball.Hull(Of(x1), Of(x2)), y = Ball.Hull(Of(y1), Of(y2));
        foreach (Rational a in new[] { x1, (x1 + 2 * x2) / 3, x2 })
        {
            foreach (Rational b in new[] { y1, (y1 + y2) / 2, y2 })
            {
                Assert.True((x + y).Contains(a + b));
                Assert.True((x - y).Contains(a - b));
                Assert.True((x * y).Contains(a * b));
                Assert.True((a * y).Contains(a * b));
                Assert.True((-x).Contains(-a));
                Assert.True(y.ContainsZero || (x / y).Contains(a / b));
                Assert.True(Ball.Hull(x, y).Contains(a) && Ball.Hull(x, y).Contains(b));
                Assert.True(Ball.Power(x, 3).Contains(a * a * a));
            }
        }
    }

    [DerivationProperty(Arbitrary = [typeof(AlgebraicFormulas)], MaxTest = 500)]
    public FsCheck.Property An_exact_value_is_in_the_ball(Formula formula) =>
        Prop.When(formula.TryEvaluate(64, out ExactScalar exact) && formula.TryEvaluate<Ball>(1024, out _), () =>
        {
            Assert.True(formula.Evaluate<Ball>(1024).Contains(exact.Value));
            Assert.True(!formula.TryEvaluate(64, out Ball coarse) || coarse.Contains(exact.Value));
        });

    // Refuting rests on "undefined" as much as on values: a ball may hesitate, but never contradict the exact answer.
    [DerivationProperty(Arbitrary = [typeof(AlgebraicFormulas)], MaxTest = 500)]
    public void A_ball_says_undefined_only_where_the_exact_value_is(Formula formula)
    {
        string exact = Outcome<ExactScalar>(formula), ball = Outcome<Ball>(formula);
        Assert.True(ball == exact || ball == "undecided", $"{exact}, but {ball}");
    }

    // One rounding each: half a unit for a rational, one for the result, at 2^(1 - precision) relative to it.
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Balls_are_narrow(Rational x, Rational y)
    {
        foreach (int precision in new[] { 64, 100, 1024 })
        {
            Ball a = Ball.FromRational(x, precision), b = Ball.FromRational(y, precision);
            AssertNarrow(a, precision - 3);
            AssertNarrow(a * b, precision - 5);
            if (!y.IsZero)
            {
                AssertNarrow(a / b, precision - 5);
            }

            if (x.Sign > 0 && y.Sign > 0)
            {
                AssertNarrow(a + b, precision - 4);
            }
        }
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Sign_magnitude_and_distance_agree_with_the_ends(Rational x1, Rational x2, Rational y)
    {
        Ball ball = Ball.Hull(Of(x1), Of(x2));
        var (lower, upper) = ball.Endpoints();
        Assert.Equal(lower > 0, ball.IsPositive);
        Assert.Equal(upper < 0, ball.IsNegative);
        Assert.Equal(lower <= 0 && upper >= 0, ball.ContainsZero);
        Assert.Equal(lower == upper, ball.IsExact);
        if (ball.Magnitude != long.MinValue)
        {
            Assert.True(Rational.Abs(lower) < Rational.Pow(2, (int)ball.Magnitude));
            Assert.True(Rational.Abs(upper) < Rational.Pow(2, (int)ball.Magnitude));
        }

        if (ball.Disjoint(Of(y)))
        {
            Assert.True(y < lower || y > upper);
        }
    }

    [Fact]
    public void Numbers_that_differ_are_disjoint_at_sufficient_precision()
    {
        Rational near = RationalText.Parse("1e-40") + 1;
        Assert.False(Ball.FromRational(near, 64).Disjoint(Ball.FromRational(1, 64)));
        Assert.True(Ball.FromRational(near, 192).Disjoint(Ball.FromRational(1, 192)));
    }

    [Fact]
    public void A_result_has_the_larger_precision()
    {
        Ball third = Ball.FromRational(new Rational(1, 3), 64), fifth = Ball.FromRational(new Rational(1, 5), 200);
        Assert.Equal(200, (third + fifth).Precision);
        Assert.Equal(200, (fifth * third).Precision);
        Assert.Equal(200, (third / fifth).Precision);
        Assert.Equal(200, Ball.Hull(third, fifth).Precision);
        Assert.Equal(200, Ball.Exp(fifth).Precision);
        Assert.Equal(200, Ball.Log(fifth).Precision);
        Assert.Equal(200, (new Rational(1, 7) * fifth).Precision);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ball.FromRational(1, Ball.MinPrecision - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ball.FromRational(1, Ball.MaxPrecision + 1));
    }

    [Fact]
    public void The_default_ball_is_zero()
    {
        Ball third = Of(new Rational(1, 3));
        Assert.True(default(Ball).IsExact && default(Ball).Contains(0));
        Assert.Equal(third.Endpoints(), (default(Ball) + third).Endpoints());
        Assert.Equal((0, 0), (third * default(Ball)).Endpoints());
        Assert.Equal((1, 1), Ball.Exp(default).Endpoints());
        Assert.Equal(long.MinValue, default(Ball).Magnitude);
    }

    [Fact]
    public void Division_by_zero_is_undefined_and_by_a_possible_zero_undecided()
    {
        Ball around = Ball.Hull(Of(-1), Of(1));
        Assert.Throws<UndefinedException>(() => Of(1) / default(Ball));
        Assert.Throws<UndefinedException>(() => Ball.Power(default, -2));
        Assert.Throws<InsufficientPrecisionException>(() => Of(1) / around);
        Assert.Throws<InsufficientPrecisionException>(() => Ball.Power(around, -2));
        Assert.Equal((1, 1), Ball.Power(default, 0).Endpoints());
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool The_double_is_that_of_the_midpoint(Rational x) =>
        Ball.FromRational(x, 512) is var ball && ball.Endpoints() is var (lower, upper)
        && ball.ToDouble() == ((lower + upper) / 2).ToDouble();

    [Fact]
    public void A_double_out_of_range_is_infinite_or_zero()
    {
        Ball large = Ball.Exp(Of(1L << 39)), small = Ball.Exp(Of(-(1L << 39)));
        Assert.Equal(double.PositiveInfinity, large.ToDouble());
        Assert.Equal(double.NegativeInfinity, (-large).ToDouble());
        Assert.Equal(0, small.ToDouble());
    }

    [Fact]
    public void Numbers_of_very_different_size_are_added_in_bounded_memory()
    {
        Ball large = Ball.Exp(Of(1L << 39)), small = Ball.Exp(Of(-(1L << 39)));
        Assert.False((large + small).Disjoint(large));
        Assert.True((Of(1) + small).Contains(1));
        Assert.False((Of(1) + small).IsExact);
        Assert.True(Ball.Hull(Of(1), small).Contains(new Rational(1, 2)));
        Assert.Throws<OutOfRangeException>(() => large.Endpoints());
        Assert.Throws<OutOfRangeException>(() => Ball.Power(large, 1 << 30));
        Assert.Throws<OutOfRangeException>(() => Ball.Power(Of(1), 1L << 31));
    }

    private static string Outcome<T>(Formula formula)
        where T : struct, IScalar<T>
    {
        try
        {
            formula.Evaluate<T>(64);
            return "defined";
        }
        catch (UndefinedException)
        {
            return "undefined";
        }
        catch (InsufficientPrecisionException)
        {
            return "undecided";
        }
    }

    private static void AssertNarrow(Ball ball, int bits)
    {
        var (lower, upper) = ball.Endpoints();
        Assert.True((upper - lower) / 2 <= Rational.Abs(upper) * Rational.Pow(2, -bits));
    }

    private static Ball Of(Rational value) => Ball.FromRational(value, 64);
}
