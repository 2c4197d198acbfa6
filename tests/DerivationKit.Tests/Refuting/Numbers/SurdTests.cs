using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Refuting.Numbers;

public class SurdTests
{
    private static readonly Rational Half = new(1, 2);

    // A rational multiple of a root is determined by its square and its sign.
    [DerivationProperty]
    public void Products_and_quotients_of_roots_have_the_squares_of_roots(byte a, byte b, sbyte r, sbyte s)
    {
        (Rational first, Rational second) = (new(1 + a, 3), new(1 + b, 5));
        (Rational p, Rational q) = (new(r, 2), s == 0 ? Rational.One : new(s, 7));
        (Surd x, Surd y) = (p * Root(first), q * Root(second));
        Assert.Equal(p * p * first * q * q * second, Square(x * y));
        Assert.Equal(p * p * first / (q * q * second), Square(x / y));
        Assert.Equal(p * q * first, (x * (q * Root(first))).Value);
        Assert.Equal((p + q) * (p + q) * first, Square(x + (q * Root(first))));
        Assert.Equal((p - q) * (p - q) * first, Square(x - (q * Root(first))));
        Assert.True((x - x).IsNull);
    }

    // √8 = 2√2, √(1/2) = √2/2.
    [Fact]
    public void Roots_of_one_kind_are_added()
    {
        Assert.True((Root(8) - (2 * Root(2))).IsNull);
        Assert.True((Root(Half) - (Half * Root(2))).IsNull);
        Assert.Equal(2, (Root(8) - Root(2)) / Root(Half) is var two ? two.Value : Rational.Zero);
        Assert.Equal(3, (Root(4) + Whole(1)).Value);
        Assert.Throws<NotExactException>(() => Root(2) + Root(3));
        Assert.Throws<NotExactException>(() => Root(2) + Whole(1));
        Assert.Throws<NotExactException>(() => Root(2).Value);
    }

    [Fact]
    public void Powers_are_those_of_real_numbers()
    {
        Assert.Equal(8, Surd.Power(Root(2), 6).Value);
        Assert.Equal(new(1, 4), Surd.Power(Root(2), -4).Value);
        Assert.Equal(2, Square(Surd.Power(Root(2), 1)));
        Assert.Equal(1, Surd.Power(Root(2), 0).Value);
        Assert.Equal(-27, Surd.Power(Whole(-3), 3).Value);
        Assert.Equal(new(1, 3), Square(Surd.Power(Whole(3), -Half)));
        Assert.Equal(27, Square(Surd.Power(Whole(3), new(3, 2))));
        Assert.Equal(2, Surd.Power(Whole(8), new(1, 3)).Value);
        Assert.True(Surd.Power(Whole(0), Half).IsNull);
        Assert.Throws<UndefinedException>(() => Surd.Power(Whole(-2), Half));
        Assert.Throws<UndefinedException>(() => Surd.Power(Whole(0), -Half));
        Assert.Throws<UndefinedException>(() => Root(2) / Whole(0));
        Assert.Throws<NotExactException>(() => Surd.Power(Root(2), Half));
        Assert.Throws<NotExactException>(() => Surd.Power(Whole(2), new(1, 3)));
    }

    [Fact]
    public void Functions_of_roots_are_not_exact_and_those_of_rationals_as_they_are()
    {
        Assert.Equal(1, Surd.Exp(Whole(0)).Value);
        Assert.True(Surd.Log(Whole(1)).IsNull);
        Assert.True(new[] { Surd.Sin(Whole(0)), Surd.Arcsin(Whole(0)), Surd.Arctan(Whole(0)), Surd.Erf(Whole(0)) }.All(x => x.IsNull));
        Assert.Equal(1, Surd.Cos(Whole(0)).Value);
        Assert.Equal(Half, Surd.MatrixExp([Whole(0), Half * Whole(1), Whole(0), Whole(0)], 2)[1].Value);
        Assert.Throws<NotExactException>(() => Surd.Exp(Root(2)));
    }

    private static Surd Whole(int n) => Surd.FromRational(n, 64);

    private static Surd Root(Rational of) => Surd.Power(Surd.FromRational(of, 64), Half);

    private static Rational Square(Surd x) => (x * x).Value;
}
