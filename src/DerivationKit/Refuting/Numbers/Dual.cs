using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>
/// A value together with its derivatives in one or more directions: arithmetic in a + b ε with ε² = 0, so that
/// f(x + v ε) = f(x) + D f(x)[v] ε, for several v at once. Dual&lt;Dual&lt;T&gt;&gt; carries second derivatives.
/// </summary>
/// <remarks>
/// An operation throws where its value is undefined and also where it is not differentiable, whatever the direction: a fractional
/// power of 0 has a value but no two-sided derivative. Source: Griewank and Walther, Evaluating Derivatives (2nd ed., 2008),
/// section 3.1, tangent propagation.
/// </remarks>
/// <typeparam name="T">The number type of value and derivatives.</typeparam>
public readonly struct Dual<T> : IScalar<Dual<T>>
    where T : struct, IScalar<T>
{
    // None for what does not depend on the variable: all derivatives are 0.
    private readonly T[]? derivatives;

    /// <summary>A number with its derivative in one direction.</summary>
    /// <param name="value">The value f(x).</param>
    /// <param name="derivative">The derivative D f(x)[v].</param>
    public Dual(T value, T derivative)
        : this(value, [derivative])
    {
    }

    private Dual(T value, T[]? derivatives) => (Value, this.derivatives) = (value, derivatives);

    /// <summary>The value f(x).</summary>
    public T Value { get; }

    /// <summary>The derivative D f(x)[v] in the first direction.</summary>
    public T Derivative => In(0);

    /// <summary>A number with its derivatives in several directions: as many as every number has that it meets.</summary>
    internal static Dual<T> Of(T value, T[] derivatives) => new(value, derivatives);

    /// <summary>A number that does not depend on the variable: derivative 0.</summary>
    public static Dual<T> Constant(T value) => new(value, (T[]?)null);

    /// <inheritdoc/>
    public static Dual<T> FromRational(Rational value, int precision) => Constant(T.FromRational(value, precision));

    /// <inheritdoc/>
    public static Dual<T> operator +(Dual<T> x, Dual<T> y) =>
        new(x.Value + y.Value, Both(x.derivatives, y.derivatives, static (a, b) => a + b));

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> x, Dual<T> y) => x + -y;

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> x) => new(-x.Value, x.Each(a => -a));

    /// <inheritdoc/>
    public static Dual<T> operator *(Dual<T> x, Dual<T> y) =>
        new(x.Value * y.Value, ProductRule(x, y));

    /// <inheritdoc/>
    public static Dual<T> operator *(Rational factor, Dual<T> x) => new(factor * x.Value, x.Each(a => factor * a));

    /// <inheritdoc/>
    public static Dual<T> operator /(Dual<T> x, Dual<T> y)
    {
        T quotient = x.Value / y.Value;
        T[]? numerators = Both(x.derivatives, y.Each(b => -(quotient * b)), (a, b) => a + b);
        return new(quotient, new Dual<T>(quotient, numerators).Each(a => a / y.Value));
    }

    /// <inheritdoc/>
    public static Dual<T> Exp(Dual<T> x)
    {
        T value = T.Exp(x.Value);
        return new(value, x.Each(a => value * a));
    }

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> x) => new(T.Log(x.Value), x.Each(a => a / x.Value));

    /// <inheritdoc/>
    public static Dual<T> Sin(Dual<T> x) => x.WithSlope(T.Sin(x.Value), T.Cos(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Cos(Dual<T> x) => x.WithSlope(T.Cos(x.Value), -T.Sin(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Arcsin(Dual<T> x) =>
        x.WithSlope(T.Arcsin(x.Value), T.Power(One(x.Value) - x.Value * x.Value, new(-1, 2)));

    /// <inheritdoc/>
    public static Dual<T> Arctan(Dual<T> x)
    {
        T inverse = One(x.Value) + x.Value * x.Value;
        return new(T.Arctan(x.Value), x.Each(a => a / inverse));
    }

    /// <inheritdoc/>
    public static Dual<T> Erf(Dual<T> x)
    {
        // 2/√π exp(-x²), where π = 4 arctan 1.
        T scale = T.Power(T.Arctan(One(x.Value)), new(-1, 2));
        return x.WithSlope(T.Erf(x.Value), scale * T.Exp(-(x.Value * x.Value)));
    }

    /// <inheritdoc/>
    public static Dual<T> Power(Dual<T> x, Rational exponent)
    {
        T value = T.Power(x.Value, exponent);
        if (exponent.IsZero)
        {
            return Constant(value);
        }

        // The quotient is q x^(q-1) as well, and dividing signals that a fractional power has no derivative at 0.
        T slope = exponent.IsInteger
            ? exponent * T.Power(x.Value, exponent - 1)
            : exponent * (value / x.Value);
        return x.WithSlope(value, slope);
    }

    /// <inheritdoc/>
    /// <remarks>The exponential of [X E; 0 X] is [exp X, D exp(X)[E]; 0, exp X]. Source: Higham, Functions of Matrices (2008), eq. 3.16.</remarks>
    public static Dual<T>[] MatrixExp(Dual<T>[] matrix, int size)
    {
        int directions = matrix.Max(entry => entry.derivatives?.Length ?? 0);
        if (directions == 0)
        {
            return Array.ConvertAll(T.MatrixExp(Array.ConvertAll(matrix, entry => entry.Value), size), Constant);
        }

        T zero = Rational.Zero * matrix[0].Value;
        T[][] blocks = [.. Enumerable.Range(0, directions).Select(direction => T.MatrixExp(
            [.. from i in Enumerable.Range(0, 2 * size)
                from j in Enumerable.Range(0, 2 * size)
                let entry = matrix[(i % size * size) + (j % size)]
                select i / size == j / size ? entry.Value : i < j ? entry.In(direction) : zero],
            2 * size))];
        return [.. matrix.Select((_, at) => at / size * 2 * size + at % size)
            .Select(place => new Dual<T>(blocks[0][place], Array.ConvertAll(blocks, block => block[place + size])))];
    }

    /// <summary>The derivative in one of the directions.</summary>
    internal T In(int direction) => derivatives is null ? Rational.Zero * Value : derivatives[direction];

    /// <summary>"value + derivative ε".</summary>
    public override string ToString() => $"{Value} + ({Derivative}) ε";

    // f(x) where f has that value and that slope at x.
    private Dual<T> WithSlope(T value, T slope) => new(value, Each(a => slope * a));

    private T[]? Each(Converter<T, T> change) => derivatives is null ? null : Array.ConvertAll(derivatives, change);

    // Written out: most of the time goes here.
    private static T[]? ProductRule(Dual<T> x, Dual<T> y)
    {
        if (x.derivatives is not { } a || y.derivatives is not { } b)
        {
            return x.derivatives is null ? Multiples(x.Value, y.derivatives) : Multiples(y.Value, x.derivatives);
        }

        T[] sums = new T[a.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = (a[i] * y.Value) + (x.Value * b[i]);
        }

        return sums;
    }

    private static T[]? Multiples(T factor, T[]? x) => x is null ? null : Array.ConvertAll(x, a => factor * a);

    private static T[]? Both(T[]? x, T[]? y, Func<T, T, T> join)
    {
        if (x is null || y is null)
        {
            return x ?? y;
        }

        T[] joined = new T[x.Length];
        for (int i = 0; i < joined.Length; i++)
        {
            joined[i] = join(x[i], y[i]);
        }

        return joined;
    }

    // As precise as the number beside it.
    private static T One(T x) => T.Power(x, Rational.Zero);
}
