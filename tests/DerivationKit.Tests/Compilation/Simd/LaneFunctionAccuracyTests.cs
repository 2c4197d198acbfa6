using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Compilation.Simd;

// The documented bounds, at arguments of all sizes, against enclosures of the exact values.
public class LaneFunctionAccuracyTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.Bits128, LaneWidth.Bits256, LaneWidth.Bits512];

    // Arguments of results between the least and the greatest number.
    [Theory]
    [InlineData("Exp", -745.1, 709.7, 1.0)]
    [InlineData("Log", 0.0, 4.0, 1.0)]
    [InlineData("Tanh", -25.0, 25.0, 3.0)]
    [InlineData("Sigmoid", -745.1, 45.0, 2.5)]
    [InlineData("Softplus", -40.0, 45.0, 2.0)]
    [InlineData("Erf", -6.5, 6.5, 3.0)]
    [InlineData("Gelu", -8.0, 9.0, 5.0)]
    public void Doubles_err_by_few_units(string name, double least, double greatest, double bound) =>
        AssertAccurate<double>(name, least, greatest, bound);

    [Theory]
    [InlineData("Exp", -103.9, 88.7, 1.0)]
    [InlineData("Log", 0.0, 4.0, 1.0)]
    [InlineData("Tanh", -10.0, 10.0, 3.0)]
    [InlineData("Sigmoid", -103.9, 18.0, 2.5)]
    [InlineData("Softplus", -103.9, 18.0, 2.0)]
    [InlineData("Erf", -4.5, 4.5, 3.0)]
    [InlineData("Gelu", -14.4, 6.0, 5.0)]
    public void Singles_err_by_few_units(string name, double least, double greatest, double bound) =>
        AssertAccurate<float>(name, least, greatest, bound);

    // Where little is left of exp(x) beside 1.
    [Theory]
    [InlineData("Softplus", -745.1, 2.0)]
    [InlineData("Softplus", -710.0, 2.0)]
    [InlineData("Softplus", -100.5, 2.0)]
    [InlineData("Gelu", -38.4, 5.0)]
    [InlineData("Gelu", -37.6, 5.0)]
    [InlineData("Gelu", -20.3, 5.0)]
    public void Far_tails_keep_their_digits(string name, double x, double bound) => AssertAccurate<double>(name, [x], bound);

    private static void AssertAccurate<T>(string name, double least, double greatest, double bound)
        where T : unmanaged, IFloatingPointIeee754<T> => AssertAccurate<T>(name, Arguments<T>(least, greatest), bound);

    private static void AssertAccurate<T>(string name, T[] arguments, double bound)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NumericFunction function = Enum.Parse<NumericFunction>(name);
        ExactValue[] exact = [.. arguments.Select(x => ExactValue.Of(function, x))];
        foreach (LaneWidth width in Widths.Where(LaneWidths.IsSupported))
        {
            T[] computed = LaneRunner<T>.Of((int)width).Compute(ScalarCode.Of(function, ScalarCode.X), arguments);
            for (int i = 0; i < arguments.Length; i++)
            {
                double error = exact[i].Error(computed[i]);
                Assert.True(error <= bound, $"{width}: {name}({arguments[i]}) = {computed[i]} errs by {error:F2} units");
            }
        }
    }

    // Spread over the interval, and of every size down to the least number.
    private static T[] Arguments<T>(double least, double greatest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SplitMix64 random = new(20260);
        int smallest = typeof(T) == typeof(double) ? 1074 : 149;
        double Uniform() => random.Next() * Math.ScaleB(1, -64);
        IEnumerable<double> spread = Enumerable.Range(0, 150).Select(_ => least + ((greatest - least) * Uniform()));
        IEnumerable<double> near = Enumerable.Range(0, 150).Select(_ => Math.Max(least, -1) + ((1 - Math.Max(least, -1)) * Uniform()));
        IEnumerable<double> small = Enumerable.Range(0, smallest / 3)
            .Select(i => Math.ScaleB(1 + Uniform(), -3 * i) * (least < 0 && i % 2 == 0 ? -1 : 1));
        return [.. spread.Concat(near).Concat(small).Select(T.CreateChecked).Where(x => x != T.Zero)];
    }
}
