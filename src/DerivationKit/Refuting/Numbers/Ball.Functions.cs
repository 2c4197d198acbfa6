using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

// Arctan, arcsin and erf increase, so that the values at the ends of a ball bound all others. The values at a point come from power series
// summed in balls, which keep account of all rounding; only what a series leaves out has to be bounded here.
public readonly partial struct Ball
{
    // There are digits of π to reduce arguments up to 2^64.
    private const int MaxAngleMagnitude = 64;

    private const int GuardBits = 24;

    /// <inheritdoc/>
    public static Ball Sin(Ball x) => x.IsExactZero ? x : Around(x, Rotated(x.Angle(), quarters: 0));

    /// <inheritdoc/>
    public static Ball Cos(Ball x) => x.IsExactZero ? One(x.Precision) : Around(x, Rotated(x.Angle(), quarters: 1));

    /// <inheritdoc/>
    public static Ball Arctan(Ball x) => x.IsExactZero ? x : Increasing(x, ArctanOfPoint);

    /// <inheritdoc/>
    public static Ball Arcsin(Ball x)
    {
        if (x.IsExactZero)
        {
            return x;
        }

        Ball one = One(x.Precision);
        if ((x - one).IsPositive || (-x - one).IsPositive)
        {
            throw UndefinedException.ArcsinBeyondOne();
        }

        return IsNeverPositive(x.UpperEnd - one) && IsNeverPositive(-x.LowerEnd - one)
            ? Increasing(x, ArcsinOfPoint)
            : throw new InsufficientPrecisionException("arcsin of a number that may be beyond 1");

        static bool IsNeverPositive(Ball x) => x.IsNegative || x.IsExactZero;
    }

    /// <inheritdoc/>
    public static Ball Erf(Ball x) => x.IsExactZero ? x : Increasing(x, ErfOfPoint);

    private static Ball Increasing(Ball x, Func<Ball, Ball> atPoint) =>
        x.IsExact ? atPoint(x) : Hull(atPoint(x.LowerEnd), atPoint(x.UpperEnd));

    // All values of a function with values and slopes in [-1, 1], from the one at the midpoint.
    private static Ball Around(Ball x, Ball atMidpoint) =>
        x.IsExact ? atMidpoint
        : x._exponent + x._radius.GetBitLength() > 0 ? new(0, 1, 0, x.Precision)
        : atMidpoint + new Ball(0, x._radius, x._exponent, x.Precision);

    // The midpoint, if it can be reduced by π.
    private Ball Angle() =>
        Top <= MaxAngleMagnitude ? Midpoint
        : _radius << 1 > BigInteger.Abs(_mid) ? throw new InsufficientPrecisionException("an angle that may be beyond 2^64")
        : throw new OutOfRangeException("an angle beyond 2^64");

    // sin(x + quarters π/2). With x = k π/2 + t it is a sine or cosine of t; k is found from the midpoint of x/(π/2), and an unlucky
    // rounding there only makes |t| a little larger than π/4.
    private static Ball Rotated(Ball x, int quarters)
    {
        int working = x.Precision + GuardBits + (int)Math.Max(0, x.Top);
        Ball quarter = HalfPi(working);
        BigInteger k = (x / quarter + new Ball(1, 0, -1, working)).At(0)._mid;
        Ball t = x - new Ball(k, 0, 0, working) * quarter;
        Ball square = t * t;
        int phase = (int)((k + quarters) & 3);
        Ball value = (phase & 1) == 0
            ? t * Series(square, n => (-1, (2 * n + 2) * (2 * n + 3)))
            : Series(square, n => (-1, (2 * n + 1) * (2 * n + 2)));
        return (phase < 2 ? value : -value).Kept(x.Precision);
    }

    // arctan x = 2 arctan(x / (1 + √(1 + x²))), twice; then Euler's series: arctan x = x/(1 + x²) (1 + 2/3 z + 2/3 4/5 z² + ...)
    // with z = x²/(1 + x²), which is at most 1/2 for |x| ≤ 1.
    private static Ball ArctanOfPoint(Ball x)
    {
        Ball one = One(x.Precision + GuardBits);
        if (x.Top > 1)
        {
            Ball right = x.IsNegative ? -HalfPi(one.Precision) : HalfPi(one.Precision);
            return (right - ArctanOfPoint(one / x)).Kept(x.Precision);
        }

        const int Halvings = 2;
        Ball t = x;
        for (int i = 0; i < Halvings; i++)
        {
            t /= one + SquareRoot(one + t * t);
        }

        Ball square = t * t, bound = one + square;
        Ball arctan = t / bound * Series(square / bound, n => (2 * n + 2, 2 * n + 3));
        return Rounded(arctan._mid, arctan._radius, arctan._exponent + Halvings, x.Precision);
    }

    // arcsin x = arctan(x / √((1 - x)(1 + x)))
    private static Ball ArcsinOfPoint(Ball x)
    {
        Ball one = One(x.Precision + GuardBits);
        Ball rest = (one - x) * (one + x);
        return (rest.IsExactZero ? (x.IsNegative ? -HalfPi(one.Precision) : HalfPi(one.Precision)) : ArctanOfPoint(x / SquareRoot(rest)))
            .Kept(x.Precision);
    }

    // NIST Handbook 2010, 7.6.2: erf x = 2/√π x exp(-x²) (1 + 2x²/3 + (2x²)²/(3 5) + ...), a sum of positive terms. Far out
    // 1 - exp(-x²) < erf x < 1 for x > 0 tells enough (7.8.2 implies it), and exp(-x²) < 2^-n for n ≤ x².
    private static Ball ErfOfPoint(Ball x)
    {
        const int FarMagnitude = 7;
        int working = x.Precision + GuardBits;
        Ball point = x.Kept(working), square = point * point;
        int settled = x.Top > FarMagnitude ? int.MaxValue : 2 * (int)Math.Ceiling(square.ToDouble() + 1);
        if (settled > 2 * working)
        {
            Ball one = Rounded(BigInteger.One << x.Precision, 1, -x.Precision, x.Precision);
            return x.IsNegative ? -one : one;
        }

        Ball sum = Series(square + square, n => (1, 2 * n + 3), settled);
        Ball scale = new Ball(1, 0, 1, working) / SquareRoot(new Ball(1, 0, 1, working) * HalfPi(working));
        return (scale * point * Exp(-square) * sum).Kept(x.Precision);
    }

    // 1 + f(0) z + f(0) f(1) z² + ... for factors given as fractions. From the settled term on |f(n) z| ≤ 1/2, so that all terms after
    // one together are at most as large as it.
    private static Ball Series(Ball z, Func<int, (int Above, int Below)> factor, int settled = 0)
    {
        Ball term = One(z.Precision), sum = term;
        for (int n = 0; n < settled || term.Magnitude > sum.Magnitude - z.Precision; n++)
        {
            (int above, int below) = factor(n);
            term = term * z * new Ball(above, 0, 0, z.Precision) / new Ball(below, 0, 0, z.Precision);
            sum += term;
        }

        return sum + new Ball(0, BigInteger.Abs(term._mid) + term._radius, term._exponent, z.Precision);
    }

    private static Ball HalfPi(int precision) => Rounded(Pi.Scaled(precision + 8), 2, -precision - 9, precision);

    // The same ball, or a larger one, with another precision.
    private Ball Kept(int precision) => Rounded(_mid, _radius, _exponent, precision);
}
