using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

public readonly partial struct Ball
{
    // exp beyond 2^(±2^40) is refused: its exponent alone would soon be out of range.
    private const int MaxExpMagnitude = 40;

    // Each thread remembers what it computed: they share nothing.
    [ThreadStatic]
    private static Recent<Parts, Ball>? exponentials, logarithms;

    /// <inheritdoc/>
    public static Ball Exp(Ball x) => (exponentials ??= new(parts => ExpAnew(parts.Ball))).Of(new(x));

    /// <inheritdoc/>
    public static Ball Log(Ball x) => (logarithms ??= new(parts => LogAnew(parts.Ball))).Of(new(x));

    private readonly record struct Parts(BigInteger Mid, BigInteger Radius, long Exponent, int Precision)
    {
        public Parts(Ball x)
            : this(x._mid, x._radius, x._exponent, x._precision)
        {
        }

        public Ball Ball => new(Mid, Radius, Exponent, Precision);
    }

    private static Ball ExpAnew(Ball x)
    {
        if (x.IsExactZero)
        {
            return One(x.Precision);
        }

        if (x.Top > MaxExpMagnitude)
        {
            throw x._radius << 1 > BigInteger.Abs(x._mid)
                ? new InsufficientPrecisionException("exp of a number that may be beyond 2^40")
                : new OutOfRangeException("exp of a number beyond 2^40");
        }

        if (!x.IsExact && x._exponent + x._radius.GetBitLength() > 0)
        {
            return Hull(ExpOfPoint(x.LowerEnd, x.Precision), ExpOfPoint(x.UpperEnd, x.Precision));
        }

        // |exp(s) - 1| ≤ 2 |s| for |s| ≤ 1: exp is convex, and e - 1 < 2.
        Ball factor = One(x.Precision) + new Ball(0, x._radius << 1, x._exponent, x.Precision);
        return ExpOfPoint(x.Midpoint, x.Precision) * factor;
    }

    private static Ball LogAnew(Ball x)
    {
        if (x._mid + x._radius <= 0)
        {
            throw UndefinedException.LogOfNonPositive();
        }

        if (!x.IsPositive)
        {
            throw new InsufficientPrecisionException("log of a number that may be not positive");
        }

        if ((x - One(x.Precision)).IsExactZero)
        {
            return new(0, 0, 0, x.Precision);
        }

        if (x._radius << 4 > x._mid)
        {
            return Hull(Log(x.LowerEnd), Log(x.UpperEnd));
        }

        // x = u 2^k with 2/3 ≤ u < 4/3 at the midpoint, so that log u and k log 2 cannot cancel.
        long bits = x._mid.GetBitLength();
        long k = x._exponent + bits - (3 * x._mid < BigInteger.One << (int)(bits + 1) ? 1 : 0);
        Ball log = LogNearOne(new Ball(x._mid, x._radius, x._exponent - k, x.Precision));
        return k == 0 ? log : log + new Ball(k, 0, 0, x.Precision) * LogOfTwo(x.Precision);
    }

    /// <inheritdoc/>
    public static Ball Power(Ball x, Rational exponent)
    {
        if (exponent.IsInteger)
        {
            return IntegerPower(x, exponent.Numerator);
        }

        if (x.IsNegative)
        {
            throw UndefinedException.FractionalPowerOfNegative();
        }

        if (x.IsExactZero)
        {
            return exponent.Sign > 0 ? x : throw UndefinedException.DivisionByZero();
        }

        if (!x.IsPositive)
        {
            throw new InsufficientPrecisionException("fractional power of a number that may be not positive");
        }

        return exponent.Denominator == 2
            ? IntegerPower(SquareRoot(x), exponent.Numerator)
            : Exp(exponent * Log(x));
    }

    // exp of an exact number: x = k log 2 + t with 0 ≤ t < log 2, exp(x) = 2^k exp(t / 2^s)^(2^s), Taylor's series inside.
    private static Ball ExpOfPoint(Ball x, int precision)
    {
        int halvings = 4 + (int)Math.Sqrt(precision) / 2;
        int digits = precision + 24 + (int)Math.Max(0, x.Top);
        BigInteger logOfTwo = LogarithmOfTwo.Scaled(digits);
        BigInteger scaled = x.At(-digits)._mid;
        BigInteger k = BigInteger.DivRem(scaled, logOfTwo, out BigInteger t);
        if (t.Sign < 0)
        {
            t += logOfTwo;
            k--;
        }

        // Rounding x costs t at most 1 unit, rounding log 2 at most 2 |k| units. A unit of t / 2^s costs its exponential
        // at most e^(1/16) < 2 units of 2^-(digits + halvings).
        var (sum, error) = TaylorExp(t, digits + halvings);
        error += 2 * (1 + 2 * BigInteger.Abs(k));
        Ball power = Rounded(sum, error, -digits - halvings, precision + halvings + 16);
        for (int i = 0; i < halvings; i++)
        {
            power *= power;
        }

        return Rounded(power._mid, power._radius, power._exponent + (long)k, precision);
    }

    // The sum of y^n / n! in units of 2^-digits, for 0 ≤ y < 1/16. Every term is rounded down twice after a multiplication by
    // y, so its error e obeys e' ≤ e / 16 + 2 and stays below 3 units. The first term that rounds to 0 is thus below 3 units,
    // and the rest of the series, falling faster than 16^-n, below 4.
    private static (BigInteger Sum, BigInteger Error) TaylorExp(BigInteger y, int digits)
    {
        BigInteger term = BigInteger.One << digits, sum = BigInteger.Zero;
        int n = 0;
        while (!term.IsZero)
        {
            sum += term;
            n++;
            term = ((term * y) >> digits) / n;
        }

        return (sum, 3 * n + 4);
    }

    // log u = y + log(1 + z) with z = u exp(-y) - 1, for any y; how near y is to log u decides only the width. From
    // log(1 + z) = z - z²/2 + z³/3 - ... the error of the first two terms is at most |z|³ for |z| ≤ 1/2, which holds because
    // u has a relative radius of at most 1/16 and y is much nearer to log u than 1/4.
    private static Ball LogNearOne(Ball u)
    {
        int guarded = u.Precision + 16;
        Ball y = u.Precision <= 140
            ? LogEstimate(u.ToDouble())
            : LogNearOne(new Ball(u._mid, 0, u._exponent, u.Precision / 3 + 16)).Midpoint;
        Ball z = new Ball(u._mid, u._radius, u._exponent, guarded) * ExpOfPoint(-y, guarded) - One(guarded);
        Ball square = z * z;
        Ball cube = square * z;
        Ball error = new(0, BigInteger.Abs(cube._mid) + cube._radius, cube._exponent, guarded);
        Ball log = y + z - new Ball(square._mid, square._radius, square._exponent - 1, guarded) + error;
        return Rounded(log._mid, log._radius, log._exponent, u.Precision);
    }

    // log u = 2 artanh w, w = (u - 1)/(u + 1), |w| ≤ 1/5: twelve terms give 2^-50. Plain arithmetic, unlike a library
    // logarithm, has the same bits on every machine.
    private static Ball LogEstimate(double u)
    {
        double w = (u - 1) / (u + 1), sum = 0;
        for (int n = 23; n > 0; n -= 2)
        {
            sum = sum * w * w + 1.0 / n;
        }

        return new((BigInteger)Math.ScaleB(2 * w * sum, 60), 0, -60, MinPrecision);
    }

    private static Ball LogOfTwo(int precision) =>
        Rounded(LogarithmOfTwo.Scaled(precision + 8) + 1, 1, -precision - 8, precision);

    // The integer root s of m, lengthened to twice the precision, is less than one unit below √m, and
    // |√(m + t) - √m| = |t| / (√(m + t) + √m) ≤ |t| / s.
    private static Ball SquareRoot(Ball x)
    {
        int shift = (int)Math.Max(0, 2 * (x.Precision + 2) - x._mid.GetBitLength());
        shift += (int)((x._exponent - shift) & 1);
        BigInteger m = x._mid << shift;
        BigInteger s = FloorOfSquareRoot(m);
        BigInteger radius = CeilingQuotient(x._radius << shift, s) + (s * s == m ? 0 : 1);
        return Rounded(s, radius, (x._exponent - shift) / 2, x.Precision);
    }

    // ⌊√m⌋ for m > 0: Newton's iteration falls from any start above the root, and cannot pass below its floor. The kernel has such a root as
    // well, but enclosures are there to find its faults, and so rest on none of its number theory.
    private static BigInteger FloorOfSquareRoot(BigInteger m)
    {
        BigInteger root, next = BigInteger.One << (int)((m.GetBitLength() + 1) / 2);
        do
        {
            root = next;
            next = (root + m / root) >> 1;
        }
        while (next < root);

        return root;
    }

    private static Ball IntegerPower(Ball x, BigInteger exponent)
    {
        if (BigInteger.Abs(exponent) > int.MaxValue)
        {
            throw new OutOfRangeException("a power with an exponent beyond 2^31");
        }

        Ball power = One(x.Precision), square = x;
        for (int n = Math.Abs((int)exponent); n > 0; n >>= 1)
        {
            power = (n & 1) == 1 ? power * square : power;
            square = n > 1 ? square * square : square;
        }

        return exponent.Sign < 0 ? One(x.Precision) / power : power;
    }
}
