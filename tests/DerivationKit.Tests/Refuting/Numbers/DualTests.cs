using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel;
using FsCheck.Fluent;
using Property = FsCheck.Property;

namespace DerivationKit.Tests.Refuting.Numbers;

// Expected values are the textbook rules, in exact rationals.
public class DualTests
{
    private const int Precision = 128;

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Sum_product_and_quotient_rules(Rational u, Rational du, Rational v, Rational dv)
    {
        Dual<ExactScalar> x = DualOf(u, du), y = DualOf(v, dv);
        AssertDual(u + v, du + dv, x + y);
        AssertDual(u - v, du - dv, x - y);
        AssertDual(-u, -du, -x);
        AssertDual(u * v, du * v + u * dv, x * y);
        AssertDual(u * v, u * dv, u * y);
        if (!v.IsZero)
        {
            AssertDual(u / v, (du * v - u * dv) / (v * v), x / y);
        }
    }

    // The partial derivatives of u (v - 1) / (1 + v²).
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Several_directions_are_followed_at_once(Rational u, Rational v)
    {
        Dual<ExactScalar> x = Dual<ExactScalar>.Of(new(u), [new(1), new(0)]), y = Dual<ExactScalar>.Of(new(v), [new(0), new(1)]);
        var one = Dual<ExactScalar>.Constant(new(1));
        Dual<ExactScalar> f = (x * y - x) / (one + Dual<ExactScalar>.Power(y, 2));
        Rational below = 1 + v * v;
        Assert.Equal(u * (v - 1) / below, f.Value.Value);
        Assert.Equal((v - 1) / below, f.In(0).Value);
        Assert.Equal((u * below - 2 * u * v * (v - 1)) / (below * below), f.In(1).Value);
        Assert.Equal(0, (one / (one + one)).In(1).Value);
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Power_rule(Rational u, Rational du, sbyte exponent)
    {
        int n = exponent % 10;
        if (!u.IsZero || n >= 1)
        {
            Rational slope = n == 0 ? 0 : n * Rational.Pow(u, n - 1);
            AssertDual(Rational.Pow(u, n), slope * du, Dual<ExactScalar>.Power(DualOf(u, du), n));
        }
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Fractional_power_rule_at_perfect_powers(Rational root, Rational du)
    {
        if (!root.IsZero)
        {
            // x = root⁶: x^(5/3) = root^10 with slope 5/3 x^(2/3) = 5/3 root⁴.
            Dual<ExactScalar> x = DualOf(Rational.Pow(root, 6), du);
            AssertDual(Rational.Pow(root, 10), new Rational(5, 3) * Rational.Pow(root, 4) * du, Dual<ExactScalar>.Power(x, new Rational(5, 3)));
        }
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Second_derivative_of_a_quotient(Rational a)
    {
        // f = 1 / (1 + x²): f'' = (6 x² - 2) / (1 + x²)³.
        Dual<Dual<ExactScalar>> x = Twice(a), one = Constant(1);
        Dual<Dual<ExactScalar>> f = one / (one + x * x);
        Rational s = 1 + a * a;
        Assert.Equal(1 / s, f.Value.Value.Value);
        Assert.Equal(-2 * a / (s * s), f.Value.Derivative.Value);
        Assert.Equal(-2 * a / (s * s), f.Derivative.Value.Value);
        Assert.Equal((6 * a * a - 2) / (s * s * s), f.Derivative.Derivative.Value);
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Second_derivatives_of_powers(Rational a)
    {
        Assert.Equal(20 * Rational.Pow(a, 3), Dual<Dual<ExactScalar>>.Power(Twice(a), 5).Derivative.Derivative.Value);
        if (!a.IsZero)
        {
            // √x at x = a²: -1 / (4 |a|³).
            Dual<Dual<ExactScalar>> root = Dual<Dual<ExactScalar>>.Power(Twice(a * a), new Rational(1, 2));
            Assert.Equal(-1 / (4 * Rational.Pow(Rational.Abs(a), 3)), root.Derivative.Derivative.Value);
        }
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Mixed_second_derivative(Rational a, Rational b)
    {
        // D²(x² y³)[e_x, e_y] = 6 x y²: x varies along the outer direction, y along the inner one.
        Dual<Dual<ExactScalar>> x = new(DualOf(a, 0), DualOf(1, 0));
        Dual<Dual<ExactScalar>> y = new(DualOf(b, 1), DualOf(0, 0));
        Assert.Equal(6 * a * b * b, (x * x * y * y * y).Derivative.Derivative.Value);
    }

    [Fact]
    public void Exp_and_log_at_their_exact_points()
    {
        AssertDual(1, 7, Dual<ExactScalar>.Exp(DualOf(0, 7)));
        AssertDual(0, 7, Dual<ExactScalar>.Log(DualOf(1, 7)));
        Assert.Equal(1, Dual<Dual<ExactScalar>>.Exp(Twice(0)).Derivative.Derivative.Value);
        Assert.Equal(-1, Dual<Dual<ExactScalar>>.Log(Twice(1)).Derivative.Derivative.Value);
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Second_derivative_over_balls(byte numerator)
    {
        // f = exp(x²): f'' = (2 + 4 x²) f. Half a number up to 16, so that f stays in easy range.
        Rational a = new(numerator, 32);
        Dual<Dual<Ball>> x = new(new(BallOf(a), BallOf(1)), new(BallOf(1), BallOf(0)));
        Ball second = Dual<Dual<Ball>>.Exp(x * x).Derivative.Derivative;
        Ball expected = BallOf(2 + 4 * a * a) * Ball.Exp(BallOf(a * a));
        Assert.False(second.Disjoint(expected));
        Assert.True((second - expected).Magnitude < expected.Magnitude - 100, "128 bits, of which a dozen operations lose few");
    }

    // sin' = cos and cos' = -sin; the others by their algebraic equations: arctan'(x) (1 + x²) = 1, arcsin'(x)² (1 - x²) = 1 and
    // erf'(x)² π exp(2x²) = 4.
    [DerivationProperty]
    public void Derivatives_of_functions(short numerator)
    {
        Rational a = new(numerator, 1 << 14), v = new(5, 3), inside = a / (1 + (a * a));
        Dual<Ball> x = new(BallOf(a), BallOf(v));
        AssertNear(BallOf(v) * Ball.Cos(BallOf(a)), Dual<Ball>.Sin(x).Derivative);
        AssertNear(-(BallOf(v) * Ball.Sin(BallOf(a))), Dual<Ball>.Cos(x).Derivative);
        AssertNear(BallOf(v / (1 + (a * a))), Dual<Ball>.Arctan(x).Derivative);
        Ball slope = Dual<Ball>.Arcsin(new(BallOf(inside), BallOf(v))).Derivative;
        Assert.True(slope.IsPositive);
        AssertNear(BallOf(v * v / (1 - (inside * inside))), slope * slope);
        Ball density = Dual<Ball>.Erf(x).Derivative, pi = 4 * Ball.Arctan(BallOf(1));
        Assert.True(density.IsPositive);
        AssertNear(BallOf(4 * v * v), density * density * pi * Ball.Exp(BallOf(2 * a * a)));
    }

    // tan'' = 2 tan (1 + tan²) from sin/cos, and arcsin'' (1 - x²) = x arcsin'.
    [DerivationProperty]
    public void Second_derivatives_of_functions(short numerator)
    {
        Rational a = new(numerator, 1 << 15);
        Dual<Dual<Ball>> x = new(new(BallOf(a), BallOf(1)), new(BallOf(1), BallOf(0)));
        Dual<Dual<Ball>> tan = Dual<Dual<Ball>>.Sin(x) / Dual<Dual<Ball>>.Cos(x);
        AssertNear(2 * tan.Value.Value * (BallOf(1) + tan.Value.Value * tan.Value.Value), tan.Derivative.Derivative);
        if (Rational.Abs(a) < 1)
        {
            Dual<Dual<Ball>> arcsin = Dual<Dual<Ball>>.Arcsin(x);
            AssertNear(BallOf(a) * arcsin.Value.Derivative, BallOf(1 - (a * a)) * arcsin.Derivative.Derivative);
        }
    }

    [Fact]
    public void Arcsin_has_a_value_but_no_derivative_at_one()
    {
        Assert.False(Ball.Arcsin(BallOf(-1)).ContainsZero);
        Assert.Throws<UndefinedException>(() => Dual<Ball>.Arcsin(new(BallOf(-1), BallOf(1))));
        Assert.Throws<UndefinedException>(() => Dual<ExactScalar>.Arcsin(DualOf(2, 1)));
        AssertDual(0, 3, Dual<ExactScalar>.Arcsin(DualOf(0, 3)));
        AssertDual(0, 3, Dual<ExactScalar>.Sin(DualOf(0, 3)));
        AssertDual(1, 0, Dual<ExactScalar>.Cos(DualOf(0, 3)));
        AssertDual(0, 3, Dual<ExactScalar>.Arctan(DualOf(0, 3)));
    }

    // |x| = (x²)^(1/2).
    [Fact]
    public void The_root_of_a_square_is_exact_and_has_no_derivative_at_zero()
    {
        AssertDual(3, -5, Dual<ExactScalar>.Power(DualOf(-3, 5) * DualOf(-3, 5), new(1, 2)));
        Assert.Equal(0, ExactScalar.Power(new(0), new(1, 2)).Value);
        Assert.Throws<UndefinedException>(() => Dual<ExactScalar>.Power(DualOf(0, 5) * DualOf(0, 5), new(1, 2)));
        Assert.Throws<UndefinedException>(() => Dual<Ball>.Power(new Dual<Ball>(BallOf(0), BallOf(5)) * new Dual<Ball>(BallOf(0), BallOf(5)), new(1, 2)));
    }

    [DerivationProperty(Arbitrary = [typeof(TranscendentalFormulas)])]
    public FsCheck.Property Constants_have_derivative_zero(Formula formula) =>
        Prop.When(formula.TryEvaluate(Precision, out Dual<Ball> dual), () =>
        {
            Assert.Equal((0, 0), dual.Derivative.Endpoints());
            Assert.False(dual.Value.Disjoint(formula.Evaluate<Ball>(Precision)));
        });

    [Fact]
    public void A_fractional_power_has_a_value_but_no_derivative_at_zero()
    {
        Rational exponent = new(3, 2);
        Assert.Equal(0, ExactScalar.Power(new(0), exponent).Value);
        Assert.Throws<UndefinedException>(() => Dual<ExactScalar>.Power(DualOf(0, 1), exponent));
        Assert.Throws<UndefinedException>(() => Dual<Ball>.Power(new(BallOf(0), BallOf(1)), exponent));
    }

    [Fact]
    public void A_first_or_zeroth_power_is_differentiable_at_zero()
    {
        AssertDual(0, 5, Dual<ExactScalar>.Power(DualOf(0, 5), 1));
        AssertDual(1, 0, Dual<ExactScalar>.Power(DualOf(0, 5), 0));
        Assert.Throws<UndefinedException>(() => Dual<ExactScalar>.Power(DualOf(0, 5), -1));
    }

    private static Dual<ExactScalar> DualOf(Rational value, Rational derivative) => new(new(value), new(derivative));

    private static Dual<Dual<ExactScalar>> Twice(Rational value) => new(DualOf(value, 1), DualOf(1, 0));

    private static Dual<Dual<ExactScalar>> Constant(Rational value) => Dual<Dual<ExactScalar>>.FromRational(value, Precision);

    private static Ball BallOf(Rational value) => Ball.FromRational(value, Precision);

    // 128 bits, of which a dozen operations lose few; a 0 is known to about as many digits after the point.
    private static void AssertNear(Ball expected, Ball actual)
    {
        Assert.False(actual.Disjoint(expected), $"{actual} and {expected}");
        Assert.True((actual - expected).Magnitude < Math.Max(0, expected.Magnitude) - 100);
    }

    private static void AssertDual(Rational value, Rational derivative, Dual<ExactScalar> actual) =>
        Assert.Equal((value, derivative), (actual.Value.Value, actual.Derivative.Value));
}
