using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

/// <summary>
/// The real arithmetic that evaluating a claim needs. An evaluator written once, generic over the number type, runs on exact
/// rationals (<see cref="ExactScalar"/>), enclosures (<see cref="Ball"/>) and derivatives of either (<see cref="Dual{T}"/>).
/// </summary>
/// <remarks>
/// Every operation either answers for the exact real result or throws: <see cref="UndefinedException"/> where the real
/// function has no value, <see cref="NotExactException"/>, <see cref="InsufficientPrecisionException"/> or
/// <see cref="OutOfRangeException"/> where the number type cannot hold or decide it.
/// </remarks>
/// <typeparam name="TSelf">The number type itself.</typeparam>
public interface IScalar<TSelf>
    where TSelf : struct, IScalar<TSelf>
{
    /// <summary>A constant. The precision in bits says how finely an inexact type encloses it, and what is computed from it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is inexact and does not offer that precision.</exception>
    static abstract TSelf FromRational(Rational value, int precision);

    /// <summary>The sum x + y.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>The difference x - y.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>The negative -x.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>The product x y.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>The multiple q x by a constant.</summary>
    static abstract TSelf operator *(Rational factor, TSelf x);

    /// <summary>The quotient x / y, y ≠ 0.</summary>
    /// <exception cref="UndefinedException">y is 0.</exception>
    /// <exception cref="InsufficientPrecisionException">y may be 0.</exception>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>The exponential exp(x).</summary>
    /// <exception cref="NotExactException">The type is exact and x ≠ 0.</exception>
    /// <exception cref="OutOfRangeException">|x| is beyond 2^40.</exception>
    static abstract TSelf Exp(TSelf x);

    /// <summary>The natural logarithm log(x), x &gt; 0.</summary>
    /// <exception cref="UndefinedException">x is not positive.</exception>
    /// <exception cref="NotExactException">The type is exact and x ≠ 1.</exception>
    /// <exception cref="InsufficientPrecisionException">x may be not positive.</exception>
    static abstract TSelf Log(TSelf x);

    /// <summary>
    /// The power x^q: for an integer q repeated multiplication, with x^0 = 1 also at x = 0; for any other q the positive root,
    /// defined for x &gt; 0, and 0 at x = 0 if q &gt; 0.
    /// </summary>
    /// <exception cref="UndefinedException">x is 0 and q negative, or x is negative and q not an integer.</exception>
    /// <exception cref="NotExactException">The type is exact and the power is irrational.</exception>
    /// <exception cref="InsufficientPrecisionException">Whether the power is defined cannot be decided.</exception>
    /// <exception cref="OutOfRangeException">The exponent is too large.</exception>
    static abstract TSelf Power(TSelf x, Rational exponent);

    /// <summary>The sine sin(x).</summary>
    /// <exception cref="NotExactException">The type is exact and x ≠ 0.</exception>
    /// <exception cref="InsufficientPrecisionException">|x| may be beyond 2^64.</exception>
    /// <exception cref="OutOfRangeException">|x| is beyond 2^64.</exception>
    static abstract TSelf Sin(TSelf x);

    /// <summary>The cosine cos(x).</summary>
    /// <exception cref="NotExactException">The type is exact and x ≠ 0.</exception>
    /// <exception cref="InsufficientPrecisionException">|x| may be beyond 2^64.</exception>
    /// <exception cref="OutOfRangeException">|x| is beyond 2^64.</exception>
    static abstract TSelf Cos(TSelf x);

    /// <summary>The inverse sine arcsin(x) in [-π/2, π/2], -1 ≤ x ≤ 1.</summary>
    /// <exception cref="UndefinedException">|x| is greater than 1.</exception>
    /// <exception cref="NotExactException">The type is exact and x ≠ 0.</exception>
    /// <exception cref="InsufficientPrecisionException">|x| may be greater than 1.</exception>
    static abstract TSelf Arcsin(TSelf x);

    /// <summary>The inverse tangent arctan(x) in (-π/2, π/2).</summary>
    /// <exception cref="NotExactException">The type is exact and x ≠ 0.</exception>
    static abstract TSelf Arctan(TSelf x);

    /// <summary>The error function erf(x) = 2/√π ∫_0^x exp(-t²) dt.</summary>
    /// <exception cref="NotExactException">The type is exact and x ≠ 0.</exception>
    static abstract TSelf Erf(TSelf x);

    /// <summary>The exponential of a square matrix, row after row.</summary>
    /// <exception cref="NotExactException">The type is exact, and no power of the matrix is 0.</exception>
    /// <exception cref="InsufficientPrecisionException">The matrix may be too large, since its entries are not known well enough.</exception>
    /// <exception cref="OutOfRangeException">The sums of absolute values in its rows are beyond 2^10.</exception>
    static abstract TSelf[] MatrixExp(TSelf[] matrix, int size);

    /// <summary>The value f(x) of a function named in a term, with that function's domain and exceptions.</summary>
    static virtual TSelf Apply(ScalarFunction function, TSelf x) => function switch
    {
        ScalarFunction.Exp => TSelf.Exp(x),
        ScalarFunction.Log => TSelf.Log(x),
        ScalarFunction.Sin => TSelf.Sin(x),
        ScalarFunction.Cos => TSelf.Cos(x),
        ScalarFunction.Arcsin => TSelf.Arcsin(x),
        ScalarFunction.Arctan => TSelf.Arctan(x),
        ScalarFunction.Erf => TSelf.Erf(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };
}
