using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation.Simd;

// Special values are those of the scalar functions, which the interpreter applies.
public class LaneFunctionValueTests
{
    private static readonly double[] Special =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, -double.Epsilon, 3e-310, 1, -1, 0.5, -0.5,
        709.7, 709.9, -708.5, -745, -745.2, -750, 750, 1e10, -1e10, 1e300, -1e300, 8e307, -8e307,
    ];

    private static readonly float[] SpecialSingles =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, float.Epsilon, -float.Epsilon, 3e-40f, 1, -1, 0.5f, -0.5f,
        88.7f, 88.8f, -87.5f, -103.9f, -104, -110, 110, 1e10f, -1e10f, 1e30f, -1e30f, float.MaxValue, float.MinValue,
    ];

    // Computed by their own formulas; what they give otherwise is bounded elsewhere.
    private static readonly NumericFunction[] Approximated =
    [
        NumericFunction.Erf, NumericFunction.Exp, NumericFunction.Gelu, NumericFunction.Log, NumericFunction.Sigmoid,
        NumericFunction.Softplus, NumericFunction.Tanh,
    ];

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Special_values_are_those_of_the_scalar_functions(int bits)
    {
        AssertSpecial(LaneRunner<double>.Of(bits), Special);
        AssertSpecial(LaneRunner<float>.Of(bits), SpecialSingles);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Powers_of_positive_numbers_are_those_of_the_scalar_function(int bits)
    {
        AssertPowers(LaneRunner<double>.Of(bits), [2, 0.5, 0, -2, double.PositiveInfinity, double.NaN, 3e-310, -0.0]);
        AssertPowers(LaneRunner<float>.Of(bits), [2, 0.5f, 0, -2, float.PositiveInfinity, float.NaN, 3e-40f, -0f]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rational_powers_are_those_of_the_scalar_function(int bits)
    {
        AssertRationalPowers(LaneRunner<double>.Of(bits), Special);
        AssertRationalPowers(LaneRunner<float>.Of(bits), SpecialSingles);
    }

    // Few factors, roots of them, and what is left to pow: no whole number, an even and an odd one.
    private static void AssertRationalPowers<T>(LaneRunner<T> lanes, T[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Rational power in new[] { 0, 1, 3, -2, new Rational(5, 2), new Rational(-1, 2), new Rational(1, 3), new Rational(-17, 2), 10, -12, 11, -9 })
        {
            T[] expected = [.. x.Select(new RationalPower<T>(power).Of)], found = lanes.Compute(new ScalarCode.Power(ScalarCode.X, power), x);
            Assert.All(x.Zip(expected, found), at => Assert.True(Identical(at.Second, at.Third), $"{at.First}^({power}) = {at.Third} instead of {at.Second}"));
        }
    }

    private static void AssertPowers<T>(LaneRunner<T> lanes, T[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = [.. numbers.SelectMany(x => numbers.Select(_ => x))], y = [.. numbers.SelectMany(_ => numbers)];
        T[] expected = [.. x.Zip(y, (x, y) => x > T.Zero ? T.Pow(x, y) : T.NaN)];
        Assert.Equal(expected, lanes.Compute(new ScalarCode.Binary(Arithmetic.Power, ScalarCode.X, ScalarCode.Y), x, y));
    }

    private static void AssertSpecial<T>(LaneRunner<T> lanes, T[] arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (NumericFunction function in Enum.GetValues<NumericFunction>())
        {
            T[] values = lanes.Compute(ScalarCode.Of(function, ScalarCode.X), arguments);
            for (int i = 0; i < arguments.Length; i++)
            {
                T expected = NumericFunctions.Of(function, arguments[i]);
                bool equal = Approximated.Contains(function) && T.IsFinite(expected) && !T.IsZero(expected)
                    ? T.IsFinite(values[i]) && !T.IsZero(values[i]) && T.Sign(values[i]) == T.Sign(expected)
                    : Identical(expected, values[i]);
                Assert.True(equal, $"{function}({arguments[i]}) = {values[i]} instead of {expected}");
            }
        }
    }

    // NaN is NaN, and -0 is not 0.
    private static bool Identical<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Equals(y) && (T.IsNaN(x) || T.IsNegative(x) == T.IsNegative(y));
}
