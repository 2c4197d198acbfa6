using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Tests.Compilation.Simd;

// The value of a function at a floating-point number, enclosed by ball arithmetic so narrowly that an error in units in the last place is
// known to a thousandth of a unit.
internal sealed class ExactValue
{
    private readonly Ball ball;
    private readonly Rational unit;

    private ExactValue(Ball ball, Rational unit) => (this.ball, this.unit) = (ball, unit);

    public static ExactValue Of<T>(NumericFunction function, T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Rational argument = Number(double.CreateChecked(x));
        for (int precision = 128; precision <= Ball.MaxPrecision; precision *= 2)
        {
            Ball ball = Value(function, Ball.FromRational(argument, precision));
            Rational unit = Unit<T>(ball);
            var (lower, upper) = ball.Endpoints();
            if (upper - lower <= unit / 1000)
            {
                return new ExactValue(ball, unit);
            }
        }

        throw new InvalidOperationException($"{function} at {x} needs more digits");
    }

    // An upper bound of the distance in units in the last place of the exact value.
    public double Error<T>(T computed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.True(T.IsFinite(computed), $"{computed} instead of {ball.ToDouble():R}");
        Rational y = Number(double.CreateChecked(computed));
        var (lower, upper) = ball.Endpoints();
        Rational error = Rational.Abs(y - lower) > Rational.Abs(y - upper) ? Rational.Abs(y - lower) : Rational.Abs(y - upper);
        return (error / unit).ToDouble();
    }

    private static Ball Value(NumericFunction function, Ball x)
    {
        Ball one = Ball.FromRational(1, x.Precision), two = one + one;
        switch (function)
        {
            case NumericFunction.Exp: return Ball.Exp(x);
            case NumericFunction.Log: return Ball.Log(x);
            case NumericFunction.Tanh: return (one - Ball.Exp(-two * x)) / (one + Ball.Exp(-two * x));
            case NumericFunction.Sigmoid: return one / (one + Ball.Exp(-x));
            case NumericFunction.Softplus: return Ball.Log(one + Ball.Exp(x));
            case NumericFunction.Erf: return Ball.Erf(x);
            case NumericFunction.Gelu: return x * (one + Ball.Erf(x * Ball.Power(two, new Rational(-1, 2)))) / two;
            default: throw new ArgumentOutOfRangeException(nameof(function));
        }
    }

    // The distance of floating-point numbers near the value: 2^(1 - digits) times the power of two below it, or that of subnormal numbers.
    private static Rational Unit<T>(Ball ball)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (digits, least) = typeof(T) == typeof(double) ? (53, -1074) : (24, -149);
        return Rational.Pow(2, (int)Math.Max(Math.Max(ball.Magnitude, -2000) - digits, least));
    }

    private static Rational Number(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger significand = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        return (x < 0 ? -significand : significand) * Rational.Pow(2, Math.Max(exponent, 1) - 1075);
    }
}
