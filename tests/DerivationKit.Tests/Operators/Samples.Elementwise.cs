using MathNet.Numerics;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

internal static partial class Samples
{
    // The functions as the base library has them, for positive and negative entries.
    private static IEnumerable<Sample> Elementwise() =>
    [
        .. Function("exp", Exp, Math.Exp, 0.5, -1.5),
        .. Function("log", Log, Math.Log, 0.5),
        .. Function("abs", Abs, Math.Abs, 0.5, -1.5),
        .. Function("sign", Sign, x => Math.Sign(x), 0.5, -1.5),
        .. Function("step", Step, x => x > 0 ? 1 : 0, 0.5, -1.5),
        .. Function("relu", Relu, x => Math.Max(x, 0), 0.5, -1.5),
        .. Function("sigmoid", Sigmoid, x => 1 / (1 + Math.Exp(-x)), 0.5, -1.5),
        .. Function("softplus", Softplus, x => Math.Log(1 + Math.Exp(x)), 0.5, -1.5),
        .. Function("tanh", Tanh, Math.Tanh, 0.5, -1.5),
        .. Function("sinh", Sinh, Math.Sinh, 0.5, -1.5),
        .. Function("cosh", Cosh, Math.Cosh, 0.5, -1.5),
        .. Function("sin", Sin, Math.Sin, 0.5, -1.5),
        .. Function("cos", Cos, Math.Cos, 0.5, -1.5),
        .. Function("tan", Tan, Math.Tan, 0.5, -1.5),
        .. Function("arcsin", Arcsin, Math.Asin, -0.5),
        .. Function("arccos", Arccos, Math.Acos, -0.5),
        .. Function("arctan", Arctan, Math.Atan, 0.5, -1.5),
        .. Function("erf", Erf, SpecialFunctions.Erf, 0.5, -1.5),
        .. Function("gelu", Gelu, x => x * SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2, 0.5, -1.5),
        new("max", Max(A, C), (a, i, j) => Math.Max(a[0][i, j], a[1][i, j])),
        new("max", Max(R, Variable("w", R.Shape)), (a, i, j) => Math.Max(a[0][i, j], a[1][i, j]), -0.5),
        new("max", Max(S, T), (a, i, j) => Math.Max(a[0][i, j], a[1][i, j]), -1.5),
        new("min", Min(A, C), (a, i, j) => Math.Min(a[0][i, j], a[1][i, j])),
        new("min", Min(R, Variable("w", R.Shape)), (a, i, j) => Math.Min(a[0][i, j], a[1][i, j]), -0.5),
        new("min", Min(S, T), (a, i, j) => Math.Min(a[0][i, j], a[1][i, j]), -1.5),
    ];

    private static IEnumerable<Sample> Function(string name, Func<Expr, Expr> f, Func<double, double> value, params double[] lows) =>
        from low in lows
        from x in (Variable[])[A, R, S]
        select new Sample(name, f(x), (a, i, j) => value(a[0][i, j]), low);
}
