using System.Numerics;
using DerivationKit.Compilation.Matrices;

namespace DerivationKit.Compilation;

/// <summary>Values of the functions, in the form that keeps its digits and does not overflow where the function itself does not.</summary>
internal static class NumericFunctions
{
    /// <summary>f(x); NaN where f is undefined.</summary>
    public static T Of<T>(NumericFunction function, T x)
        where T : unmanaged, IFloatingPointIeee754<T> => function switch
        {
            NumericFunction.Abs => T.Abs(x),
            NumericFunction.Arccos => T.Acos(x),
            NumericFunction.Arcsin => T.Asin(x),
            NumericFunction.Arctan => T.Atan(x),
            NumericFunction.Cos => T.Cos(x),
            NumericFunction.Cosh => T.Cosh(x),
            NumericFunction.Erf => InDouble(ErrorFunctions.Erf, x),
            NumericFunction.Exp => T.Exp(x),
            NumericFunction.FiniteOrZero => T.IsInfinity(x) ? T.Zero : x,
            NumericFunction.Gelu => InDouble(Gelu, x),
            NumericFunction.Log => T.Log(x),
            NumericFunction.Relu => T.Max(x, T.Zero),
            NumericFunction.Sigmoid => Sigmoid(x),
            NumericFunction.Sign => Sign(x),
            NumericFunction.Sin => T.Sin(x),
            NumericFunction.Sinh => T.Sinh(x),
            NumericFunction.Softplus => T.Max(x, T.Zero) + LogOnePlus(T.Exp(-T.Abs(x))),
            NumericFunction.Step => (T.One + Sign(x)) / (T.One + T.One),
            NumericFunction.Tan => T.Tan(x),
            NumericFunction.Tanh => T.Tanh(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    private static T Sign<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.IsZero(x) || T.IsNaN(x) ? T.NaN : T.CopySign(T.One, x);

    // No argument of exp is positive.
    private static T Sigmoid<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T e = T.Exp(-T.Abs(x));
        return (T.IsNegative(x) ? e : T.One) / (T.One + e);
    }

    // log(1 + x) for x ≥ 0 without the loss of a small x in the sum: Higham 2002, Accuracy and Stability, section 1.14.1.
    private static T LogOnePlus<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.One + x;
        return sum == T.One ? x : T.Log(sum) * x / (sum - T.One);
    }

    // 1 + erf(y) = erfc(-y), whose digits do not cancel for negative y.
    private static double Gelu(double x) => x * ErrorFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

    private static T InDouble<T>(Func<double, double> f, T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateSaturating(f(double.CreateSaturating(x)));
}
