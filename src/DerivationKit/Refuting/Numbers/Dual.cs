using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>
/// A value together with its directional derivative: arithmetic in a + b ε with ε² = 0, so that f(x + v ε) = f(x) + D f(x)[v] ε.
/// Dual&lt;Dual&lt;T&gt;&gt; carries second derivatives.
/// </summary>
/// <remarks>
/// An operation throws where its value is undefined and also where it is not differentiable, whatever the direction: a fractional
/// power of 0 has a value but no two-sided derivative. Source: Griewank and Walther, Evaluating Derivatives (2nd ed., 2008),
/// section 3.1, tangent propagation.
/// </remarks>
/// <typeparam name="T">The number type of value and derivative.</typeparam>
/// <param name="Value">The value f(x).</param>
/// <param name="Derivative">The derivative D f(x)[v].</param>
public readonly record struct Dual<T>(T Value, T Derivative) : IScalar<Dual<T>>
    where T : struct, IScalar<T>
{
    /// <summary>A number that does not depend on the variable: derivative 0.</summary>
    public static Dual<T> Constant(T value) => new(value, Rational.Zero * value);

    /// <inheritdoc/>
    public static Dual<T> FromRational(Rational value, int precision) => Constant(T.FromRational(value, precision));

    /// <inheritdoc/>
    public static Dual<T> operator +(Dual<T> x, Dual<T> y) => new(x.Value + y.Value, x.Derivative + y.Derivative);

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> x, Dual<T> y) => new(x.Value - y.Value, x.Derivative - y.Derivative);

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> x) => new(-x.Value, -x.Derivative);

    /// <inheritdoc/>
    public static Dual<T> operator *(Dual<T> x, Dual<T> y) =>
        new(x.Value * y.Value, x.Derivative * y.Value + x.Value * y.Derivative);

    /// <inheritdoc/>
    public static Dual<T> operator *(Rational factor, Dual<T> x) => new(factor * x.Value, factor * x.Derivative);

    /// <inheritdoc/>
    public static Dual<T> operator /(Dual<T> x, Dual<T> y)
    {
        T quotient = x.Value / y.Value;
        return new(quotient, (x.Derivative - quotient * y.Derivative) / y.Value);
    }

    /// <inheritdoc/>
    public static Dual<T> Exp(Dual<T> x)
    {
        T value = T.Exp(x.Value);
        return new(value, value * x.Derivative);
    }

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> x) => new(T.Log(x.Value), x.Derivative / x.Value);

    /// <inheritdoc/>
    public static Dual<T> Sin(Dual<T> x) => new(T.Sin(x.Value), T.Cos(x.Value) * x.Derivative);

    /// <inheritdoc/>
    public static Dual<T> Cos(Dual<T> x) => new(T.Cos(x.Value), -T.Sin(x.Value) * x.Derivative);

    /// <inheritdoc/>
    public static Dual<T> Arcsin(Dual<T> x) =>
        new(T.Arcsin(x.Value), T.Power(One(x.Value) - x.Value * x.Value, new(-1, 2)) * x.Derivative);

    /// <inheritdoc/>
    public static Dual<T> Arctan(Dual<T> x) => new(T.Arctan(x.Value), x.Derivative / (One(x.Value) + x.Value * x.Value));

    /// <inheritdoc/>
    public static Dual<T> Erf(Dual<T> x)
    {
        // 2/√π exp(-x²), where π = 4 arctan 1.
        T scale = T.Power(T.Arctan(One(x.Value)), new(-1, 2));
        return new(T.Erf(x.Value), scale * T.Exp(-(x.Value * x.Value)) * x.Derivative);
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
        return new(value, slope * x.Derivative);
    }

    /// <inheritdoc/>
    /// <remarks>The exponential of [X E; 0 X] is [exp X, D exp(X)[E]; 0, exp X]. Source: Higham, Functions of Matrices (2008), eq. 3.16.</remarks>
    public static Dual<T>[] MatrixExp(Dual<T>[] matrix, int size)
    {
        T zero = Rational.Zero * matrix[0].Value;
        T[] blocks = T.MatrixExp(
            [.. from i in Enumerable.Range(0, 2 * size)
                from j in Enumerable.Range(0, 2 * size)
                let entry = matrix[(i % size * size) + (j % size)]
                select i / size == j / size ? entry.Value : i < j ? entry.Derivative : zero],
            2 * size);
        return [.. matrix.Select((_, at) => (I: at / size, J: at % size)).Select(at => new Dual<T>(
            blocks[(at.I * 2 * size) + at.J], blocks[(at.I * 2 * size) + size + at.J]))];
    }

    /// <summary>"value + derivative ε".</summary>
    public override string ToString() => $"{Value} + ({Derivative}) ε";

    // As precise as the number beside it.
    private static T One(T x) => T.Power(x, Rational.Zero);
}
