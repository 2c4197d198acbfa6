using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>Exact arithmetic with rational multiples of square roots, r·√s: norms and what is made of one of them are such numbers. A sum of different roots is
/// none, and throws <see cref="NotExactException"/>.</summary>
internal readonly struct Surd : IScalar<Surd>
{
    private readonly ExactScalar factor, square;

    // The root of a square is taken; 0 and rationals have the root of 1.
    private Surd(ExactScalar factor, ExactScalar square)
    {
        if (square == One)
        {
            (this.factor, this.square) = (factor, square);
            return;
        }

        bool isRational = square.Value.TryRoot(2, out Rational root) && new ExactScalar(root) * new ExactScalar(root) == square;
        (this.factor, this.square) = IsZero(factor) ? (factor, One) : isRational ? (factor * new ExactScalar(root), One) : (factor, square);
    }

    /// <summary>Whether it is 0.</summary>
    public bool IsNull => IsZero(factor);

    /// <summary>The number, if it is rational.</summary>
    /// <exception cref="NotExactException">It is not.</exception>
    public Rational Value => Plain.Value;

    private static ExactScalar One { get; } = new(Rational.One);

    private ExactScalar Plain => IsNull || square == One ? factor : throw new NotExactException("a square root is irrational");

    /// <inheritdoc/>
    public static Surd FromRational(Rational value, int precision) => new(new(value), One);

    /// <inheritdoc/>
    public static Surd operator +(Surd x, Surd y) =>
        x.IsNull ? y : y.IsNull ? x : x.square == y.square ? new(x.factor + y.factor, x.square) : new(x.factor + ((y / new Surd(One, x.square)).Plain), x.square);

    /// <inheritdoc/>
    public static Surd operator -(Surd x, Surd y) => x + (-y);

    /// <inheritdoc/>
    public static Surd operator -(Surd x) => x.IsNull ? x : new(-x.factor, x.square);

    /// <inheritdoc/>
    public static Surd operator *(Surd x, Surd y) => x.IsNull ? x : y.IsNull ? y : new(x.factor * y.factor, x.square * y.square);

    /// <inheritdoc/>
    public static Surd operator *(Rational factor, Surd x) => x.IsNull ? x : new(factor * x.factor, x.square);

    /// <inheritdoc/>
    public static Surd operator /(Surd x, Surd y) =>
        y.IsNull ? throw UndefinedException.DivisionByZero() : x.IsNull ? x : x.square == y.square ? new(x.factor / y.factor, One) : new(x.factor / (y.factor * y.square), x.square * y.square);

    /// <inheritdoc/>
    public static Surd Power(Surd x, Rational exponent)
    {
        if (x.IsNull || (x.square == One && exponent.Denominator != 2))
        {
            return new(ExactScalar.Power(x.factor, exponent), One);
        }

        // (r√s)^n = r^n·√(s^n), and r^(n/2) = √(r^n).
        return exponent.IsInteger ? new(ExactScalar.Power(x.factor, exponent), ExactScalar.Power(x.square, exponent))
            : exponent.Denominator != 2 || x.Plain.Value.Sign < 0 ? new(ExactScalar.Power(x.Plain, exponent), One)
            : new(One, ExactScalar.Power(x.factor, exponent.Numerator));
    }

    /// <inheritdoc/>
    public static Surd Exp(Surd x) => new(ExactScalar.Exp(x.Plain), One);

    /// <inheritdoc/>
    public static Surd Log(Surd x) => new(ExactScalar.Log(x.Plain), One);

    /// <inheritdoc/>
    public static Surd Sin(Surd x) => new(ExactScalar.Sin(x.Plain), One);

    /// <inheritdoc/>
    public static Surd Cos(Surd x) => new(ExactScalar.Cos(x.Plain), One);

    /// <inheritdoc/>
    public static Surd Arcsin(Surd x) => new(ExactScalar.Arcsin(x.Plain), One);

    /// <inheritdoc/>
    public static Surd Arctan(Surd x) => new(ExactScalar.Arctan(x.Plain), One);

    /// <inheritdoc/>
    public static Surd Erf(Surd x) => new(ExactScalar.Erf(x.Plain), One);

    /// <inheritdoc/>
    public static Surd[] MatrixExp(Surd[] matrix, int size) =>
        Array.ConvertAll(ExactScalar.MatrixExp(Array.ConvertAll(matrix, x => x.Plain), size), x => new Surd(x, One));

    private static bool IsZero(ExactScalar x) => x == default;
}
