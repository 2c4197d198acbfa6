using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Tests.Compilation;

// A number with a bound for the error of computing it in floating-point arithmetic. Evaluating a meaning with it gives the tolerance
// within which a back end has to agree: the standard model fl(x op y) = (x op y)(1 + d), |d| <= u (Higham 2002, Accuracy and Stability
// of Numerical Algorithms, section 2.2), applied to every operation. A sum knows how many Terms it has, the sum of their magnitudes and
// of the errors that they bring with them, so that its bound holds in whatever order and in however many partial sums it is added up
// (sections 3.1 and 4.2: every term takes part in at most Terms - 1 additions).
internal readonly record struct Rounded(double Value, double Magnitude, double Inherited, double Unit, double Terms = 1) : IScalar<Rounded>
{
    // exp(x - m) instead of exp(x) adds a relative error of u(|x| + |m|), so exponents are bounded. Library functions add few ulp.
    private const double LargestExponent = 32;
    private const double FunctionUnits = (2 * LargestExponent) + 4;

    // The standard model ends where numbers overflow or lose digits by underflow, in single precision beyond 2^126.
    private static readonly double Largest = Math.ScaleB(1, 100);

    public double Error => Inherited + ((Terms - 1) * Unit / (1 - ((Terms - 1) * Unit)) * (Magnitude + Inherited));

    // The precision is that of the floating-point type: 53 bits for double, 24 for float.
    public static Rounded FromRational(Rational value, int precision)
    {
        double unit = Math.ScaleB(1, -precision), rounded = value.ToDouble();
        return new(rounded, Math.Abs(rounded), unit * Math.Abs(rounded), unit);
    }

    public static Rounded operator +(Rounded x, Rounded y) => InRange(x with
    {
        Value = x.Value + y.Value,
        Magnitude = x.Magnitude + y.Magnitude,
        Inherited = x.Inherited + y.Inherited,
        Terms = x.Terms + y.Terms,
    });

    public static Rounded operator -(Rounded x, Rounded y) => x + -y;

    public static Rounded operator -(Rounded x) => x with { Value = -x.Value };

    public static Rounded operator *(Rounded x, Rounded y) => InRange(x with
    {
        Value = x.Value * y.Value,
        Magnitude = x.Magnitude * y.Magnitude,
        Inherited = (Math.Abs(x.Value) * y.Error) + (Math.Abs(y.Value) * x.Error) + (x.Error * y.Error) + (x.Unit * x.Magnitude * y.Magnitude),
        Terms = 1,
    });

    public static Rounded operator *(Rational factor, Rounded x) =>
        x * (x with { Value = factor.ToDouble(), Magnitude = Math.Abs(factor.ToDouble()), Inherited = 0, Terms = 1 });

    public static Rounded operator /(Rounded x, Rounded y) => x * Power(y, -1);

    public static Rounded Exp(Rounded x) =>
        Math.Abs(x.Value) <= LargestExponent
            ? x.Changed(Math.Exp, Math.Exp(x.Value) * FunctionUnits)
            : throw new OutOfRangeException("exp of a large number");

    public static Rounded Log(Rounded x) =>
        x.Value - x.Error > 0
            ? x.Changed(Math.Log, FunctionUnits + (2 * Math.Abs(Math.Log(x.Value))))
            : throw new InsufficientPrecisionException("log near 0");

    // Slopes and values of sine and cosine are at most 1.
    public static Rounded Sin(Rounded x) => x.Turned(Math.Sin(x.Value));

    public static Rounded Cos(Rounded x) => x.Turned(Math.Cos(x.Value));

    public static Rounded Arctan(Rounded x) => x.Changed(Math.Atan, FunctionUnits);

    public static Rounded Arcsin(Rounded x) =>
        Math.Abs(x.Value) + x.Error < 1
            ? x.Changed(Math.Asin, FunctionUnits)
            : throw new InsufficientPrecisionException("arcsin near 1");

    public static Rounded Erf(Rounded x) => x.Changed(ErrorFunction, FunctionUnits);

    public static Rounded Power(Rounded x, Rational exponent)
    {
        double p = exponent.ToDouble();
        return Math.Abs(x.Value) > x.Error || (exponent.IsInteger && exponent.Sign >= 0)
            ? x.Changed(y => Math.Pow(y, p), Math.Abs(Math.Pow(x.Value, p)) * (8 + (2 * Math.Abs(p))))
            : throw new InsufficientPrecisionException("power near 0");
    }

    // A change E of A changes exp(A) by at most |E| exp(|A| + |E|). Scaling, the Padé approximant and squaring err by less than a few hundred
    // units of exp(|A|) for each row (Higham 2005, section 2: the denominator's inverse is at most 17).
    public static Rounded[] MatrixExp(Rounded[] matrix, int size)
    {
        double Norm(Func<Rounded, double> of) => Enumerable.Range(0, size).Max(i => matrix.Skip(i * size).Take(size).Sum(of));
        (double norm, double change, double unit) = (Norm(x => Math.Abs(x.Value)), Norm(x => x.Error), matrix[0].Unit);
        if (norm + change > LargestExponent)
        {
            throw new OutOfRangeException("exp of a large matrix");
        }

        double error = Math.Exp(norm + change) * (change + (300 * size * unit));
        double[] values = Series([.. matrix.Select(x => x.Value)], size), magnitudes = Series([.. matrix.Select(x => Math.Abs(x.Value))], size);
        return [.. matrix.Select((x, i) => InRange(x with { Value = values[i], Magnitude = magnitudes[i], Inherited = error, Terms = 1 }))];
    }

    // The series itself: 200 terms of norms up to 32.
    private static double[] Series(double[] a, int n)
    {
        double[] term = [.. Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? 1.0 : 0)], sum = term;
        for (int k = 1; k < 200; k++)
        {
            double[] before = term;
            term = [.. Enumerable.Range(0, n * n).Select(at => Enumerable.Range(0, n).Sum(p => before[(at / n * n) + p] * a[(p * n) + (at % n)]) / k)];
            sum = [.. sum.Zip(term, (x, y) => x + y)];
        }

        return sum;
    }

    // A function that is monotonic, or even, where the argument may lie: its change is greatest at an end of the interval.
    private Rounded Changed(Func<double, double> f, double units)
    {
        double value = f(Value);
        double change = Math.Max(Math.Abs(f(Value + Error) - value), Math.Abs(f(Value - Error) - value));
        return InRange(this with { Value = value, Magnitude = Math.Abs(value), Inherited = change + (Unit * units), Terms = 1 });
    }

    private Rounded Turned(double value) =>
        InRange(this with { Value = value, Magnitude = Math.Abs(value), Inherited = Error + (Unit * (FunctionUnits + Magnitude)), Terms = 1 });

    // NIST Handbook 2010, 7.6.2, a series of terms of one sign; beyond 6 the value is 1 to 16 digits.
    private static double ErrorFunction(double x)
    {
        double term = 2 / Math.Sqrt(Math.PI) * x * Math.Exp(-x * x), sum = term;
        for (int n = 1; n < 200; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return Math.Abs(x) > 6 ? Math.Sign(x) : sum;
    }

    private static Rounded InRange(Rounded x) =>
        x.Magnitude + x.Error <= Largest && (x.Magnitude == 0 || x.Magnitude >= 1 / Largest)
            ? x
            : throw new OutOfRangeException("overflow or underflow");
}
