using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>Exact rational arithmetic: equal means equal. Irrational values throw <see cref="NotExactException"/>.</summary>
/// <remarks>It computes with integers of its own accord and not with the kernel's <see cref="Rational"/>, so that a kernel that adds wrongly is
/// contradicted here.</remarks>
public readonly struct ExactScalar : IScalar<ExactScalar>, IEquatable<ExactScalar>
{
    // Reducing a fraction takes time quadratic in its length; beyond this a ball is the better number.
    private const long MaxBits = 1 << 17;

    private readonly BigInteger _numerator;

    // 0 stands for 1, so that the default value is a number.
    private readonly BigInteger _denominator;

    /// <summary>The number.</summary>
    public ExactScalar(Rational value) => (_numerator, _denominator) = (value.Numerator, value.Denominator);

    // Reduces.
    private ExactScalar(BigInteger numerator, BigInteger denominator)
    {
        if (!denominator.IsOne)
        {
            BigInteger divisor = denominator.Sign * BigInteger.GreatestCommonDivisor(numerator, denominator);
            (numerator, denominator) = (numerator / divisor, denominator / divisor);
        }

        (_numerator, _denominator) = Bits(numerator) > MaxBits || Bits(denominator) > MaxBits ? throw TooLong() : (numerator, denominator);
    }

    /// <summary>The number.</summary>
    public Rational Value => new(_numerator, Denominator);

    private static ExactScalar One => new(BigInteger.One, BigInteger.One);

    private BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    private bool IsZero => _numerator.IsZero;

    /// <inheritdoc/>
    public static ExactScalar FromRational(Rational value, int precision) => new(value);

    /// <inheritdoc/>
    public static ExactScalar operator +(ExactScalar x, ExactScalar y) =>
        new((x._numerator * y.Denominator) + (y._numerator * x.Denominator), x.Denominator * y.Denominator);

    /// <inheritdoc/>
    public static ExactScalar operator -(ExactScalar x, ExactScalar y) =>
        new((x._numerator * y.Denominator) - (y._numerator * x.Denominator), x.Denominator * y.Denominator);

    /// <inheritdoc/>
    public static ExactScalar operator -(ExactScalar x) => new(-x._numerator, x.Denominator);

    /// <inheritdoc/>
    public static ExactScalar operator *(ExactScalar x, ExactScalar y) => new(x._numerator * y._numerator, x.Denominator * y.Denominator);

    /// <inheritdoc/>
    public static ExactScalar operator *(Rational factor, ExactScalar x) => new ExactScalar(factor) * x;

    /// <inheritdoc/>
    public static ExactScalar operator /(ExactScalar x, ExactScalar y) =>
        y.IsZero ? throw UndefinedException.DivisionByZero() : new(x._numerator * y.Denominator, x.Denominator * y._numerator);

    /// <summary>True if x = y.</summary>
    public static bool operator ==(ExactScalar x, ExactScalar y) => x.Equals(y);

    /// <summary>True if x ≠ y.</summary>
    public static bool operator !=(ExactScalar x, ExactScalar y) => !x.Equals(y);

    /// <inheritdoc/>
    public static ExactScalar Exp(ExactScalar x) =>
        x.IsZero ? One : throw new NotExactException("exp of a rational other than 0 is irrational");

    /// <inheritdoc/>
    public static ExactScalar Log(ExactScalar x) =>
        x._numerator.Sign <= 0 ? throw UndefinedException.LogOfNonPositive()
        : x == One ? default
        : throw new NotExactException("log of a rational other than 1 is irrational");

    /// <inheritdoc/>
    public static ExactScalar Sin(ExactScalar x) => ZeroAtZero("sin", x);

    /// <inheritdoc/>
    public static ExactScalar Cos(ExactScalar x) =>
        x.IsZero ? One : throw new NotExactException("cos of a rational other than 0 is irrational");

    /// <inheritdoc/>
    public static ExactScalar Arcsin(ExactScalar x) =>
        BigInteger.Abs(x._numerator) > x.Denominator ? throw UndefinedException.ArcsinBeyondOne() : ZeroAtZero("arcsin", x);

    /// <inheritdoc/>
    public static ExactScalar Arctan(ExactScalar x) => ZeroAtZero("arctan", x);

    /// <inheritdoc/>
    public static ExactScalar Erf(ExactScalar x) => ZeroAtZero("erf", x);

    /// <inheritdoc/>
    public static ExactScalar Power(ExactScalar x, Rational exponent)
    {
        if (x.IsZero)
        {
            return exponent.Sign < 0 ? throw UndefinedException.DivisionByZero()
                : exponent.IsZero ? One
                : x;
        }

        // Each factor adds at least these bits, so that a power far too long is not even begun.
        ExactScalar root = Root(x, exponent.Denominator);
        long bitsPerFactor = Math.Max(Bits(root._numerator), Bits(root.Denominator)) - 1;
        BigInteger factors = BigInteger.Abs(exponent.Numerator);
        if (factors > int.MaxValue || factors * bitsPerFactor > MaxBits)
        {
            throw TooLong();
        }

        (BigInteger p, BigInteger q) = (BigInteger.Pow(root._numerator, (int)factors), BigInteger.Pow(root.Denominator, (int)factors));
        return exponent.Sign < 0 ? new(q, p) : new(p, q);
    }

    /// <inheritdoc/>
    public static ExactScalar[] MatrixExp(ExactScalar[] matrix, int size)
    {
        // A nilpotent matrix has a power that is 0 by its size at the latest.
        ExactScalar[] sum = SquareMatrix<ExactScalar>.Identity(size, One), term = sum;
        for (int k = 1; k <= size; k++)
        {
            term = Array.ConvertAll(SquareMatrix<ExactScalar>.Times(term, matrix, size), x => new Rational(1, k) * x);
            sum = [.. sum.Zip(term, (x, y) => x + y)];
        }

        return term.All(x => x.IsZero) ? sum : throw new NotExactException("the exponential of a matrix none of whose powers is 0 is irrational");
    }

    /// <summary>True if the numbers are equal.</summary>
    public bool Equals(ExactScalar other) => _numerator == other._numerator && Denominator == other.Denominator;

    /// <summary>True if the object is an equal number.</summary>
    public override bool Equals(object? obj) => obj is ExactScalar other && Equals(other);

    /// <summary>A hash of numerator and denominator.</summary>
    public override int GetHashCode() => HashCode.Combine(_numerator, Denominator);

    /// <summary>The number as "p/q".</summary>
    public override string ToString() => Value.ToString();

    private static ExactScalar ZeroAtZero(string function, ExactScalar x) =>
        x.IsZero ? x : throw new NotExactException($"{function} of a rational other than 0 is not known to be rational");

    // What is said to be a root is one if its power is the number.
    private static ExactScalar Root(ExactScalar x, BigInteger degree)
    {
        if (degree.IsOne)
        {
            return x;
        }

        if (x._numerator.Sign < 0)
        {
            throw UndefinedException.FractionalPowerOfNegative();
        }

        return degree <= int.MaxValue && x.Value.TryRoot((int)degree, out Rational root)
            && BigInteger.Pow(root.Numerator, (int)degree) == x._numerator && BigInteger.Pow(root.Denominator, (int)degree) == x.Denominator
            ? new(root)
            : throw new NotExactException("the root is irrational");
    }

    private static long Bits(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    private static NotExactException TooLong() => new("the exact value has too many digits");
}
