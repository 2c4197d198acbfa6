using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>Exact rational arithmetic: equal means equal. Irrational values throw <see cref="NotExactException"/>.</summary>
/// <param name="Value">The number.</param>
public readonly record struct ExactScalar(Rational Value) : IScalar<ExactScalar>
{
    // Reducing a fraction takes time quadratic in its length; beyond this a ball is the better number.
    private const long MaxBits = 1 << 17;

    /// <inheritdoc/>
    public static ExactScalar FromRational(Rational value, int precision) => new(value);

    /// <inheritdoc/>
    public static ExactScalar operator +(ExactScalar x, ExactScalar y) => Bounded(x.Value + y.Value);

    /// <inheritdoc/>
    public static ExactScalar operator -(ExactScalar x, ExactScalar y) => Bounded(x.Value - y.Value);

    /// <inheritdoc/>
    public static ExactScalar operator -(ExactScalar x) => new(-x.Value);

    /// <inheritdoc/>
    public static ExactScalar operator *(ExactScalar x, ExactScalar y) => Bounded(x.Value * y.Value);

    /// <inheritdoc/>
    public static ExactScalar operator *(Rational factor, ExactScalar x) => Bounded(factor * x.Value);

    /// <inheritdoc/>
    public static ExactScalar operator /(ExactScalar x, ExactScalar y) =>
        y.Value.IsZero ? throw UndefinedException.DivisionByZero() : Bounded(x.Value / y.Value);

    /// <inheritdoc/>
    public static ExactScalar Exp(ExactScalar x) =>
        x.Value.IsZero ? new(Rational.One) : throw new NotExactException("exp of a rational other than 0 is irrational");

    /// <inheritdoc/>
    public static ExactScalar Log(ExactScalar x) =>
        x.Value.Sign <= 0 ? throw UndefinedException.LogOfNonPositive()
        : x.Value.IsOne ? default
        : throw new NotExactException("log of a rational other than 1 is irrational");

    /// <inheritdoc/>
    public static ExactScalar Sin(ExactScalar x) => ZeroAtZero("sin", x);

    /// <inheritdoc/>
    public static ExactScalar Cos(ExactScalar x) =>
        x.Value.IsZero ? new(Rational.One) : throw new NotExactException("cos of a rational other than 0 is irrational");

    /// <inheritdoc/>
    public static ExactScalar Arcsin(ExactScalar x) =>
        Rational.Abs(x.Value) > Rational.One ? throw UndefinedException.ArcsinBeyondOne() : ZeroAtZero("arcsin", x);

    /// <inheritdoc/>
    public static ExactScalar Arctan(ExactScalar x) => ZeroAtZero("arctan", x);

    /// <inheritdoc/>
    public static ExactScalar Erf(ExactScalar x) => ZeroAtZero("erf", x);

    /// <inheritdoc/>
    public static ExactScalar Power(ExactScalar x, Rational exponent)
    {
        if (x.Value.IsZero)
        {
            return exponent.Sign < 0 ? throw UndefinedException.DivisionByZero()
                : exponent.IsZero ? new(Rational.One)
                : x;
        }

        // Each factor adds at least these bits, so that a power far too long is not even begun.
        Rational root = Root(x.Value, exponent.Denominator);
        long bitsPerFactor = Math.Max(Bits(root.Numerator), Bits(root.Denominator)) - 1;
        BigInteger factors = BigInteger.Abs(exponent.Numerator);
        if (factors > int.MaxValue || factors * bitsPerFactor > MaxBits)
        {
            throw TooLong();
        }

        return Bounded(Rational.Pow(root, (int)exponent.Numerator));
    }

    /// <inheritdoc/>
    public static ExactScalar[] MatrixExp(ExactScalar[] matrix, int size)
    {
        // A nilpotent matrix has a power that is 0 by its size at the latest.
        ExactScalar[] sum = SquareMatrix<ExactScalar>.Identity(size, new(Rational.One)), term = sum;
        for (int k = 1; k <= size; k++)
        {
            term = Array.ConvertAll(SquareMatrix<ExactScalar>.Times(term, matrix, size), x => new Rational(1, k) * x);
            sum = [.. sum.Zip(term, (x, y) => x + y)];
        }

        return term.All(x => x.Value.IsZero) ? sum : throw new NotExactException("the exponential of a matrix none of whose powers is 0 is irrational");
    }

    /// <summary>The number as "p/q".</summary>
    public override string ToString() => Value.ToString();

    private static ExactScalar ZeroAtZero(string function, ExactScalar x) =>
        x.Value.IsZero ? x : throw new NotExactException($"{function} of a rational other than 0 is not known to be rational");

    private static Rational Root(Rational x, BigInteger degree)
    {
        if (degree.IsOne)
        {
            return x;
        }

        if (x.Sign < 0)
        {
            throw UndefinedException.FractionalPowerOfNegative();
        }

        return degree <= int.MaxValue && x.TryRoot((int)degree, out Rational root)
            ? root
            : throw new NotExactException("the root is irrational");
    }

    private static ExactScalar Bounded(Rational value) =>
        Bits(value.Numerator) > MaxBits || Bits(value.Denominator) > MaxBits ? throw TooLong() : new(value);

    private static long Bits(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    private static NotExactException TooLong() => new("the exact value has too many digits");
}
