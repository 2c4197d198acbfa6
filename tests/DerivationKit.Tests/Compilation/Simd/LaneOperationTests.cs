using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Simd;

// Every operation of lanes is that of single numbers, lane by lane.
public class LaneOperationTests
{
    private static readonly double[] Numbers =
    [
        1.5, -2.5, 0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-310, -1e300, 3.5, 0.1, -7.25, 1 + 1e-15,
    ];

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Operations_are_those_of_numbers(int bits)
    {
        AssertOperations(LaneRunner<double>.Of(bits), Numbers);
        AssertOperations(LaneRunner<float>.Of(bits), [.. Numbers.Select(x => (float)x)]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_number_is_taken_apart_and_scaled_back(int bits)
    {
        AssertTakenApart(LaneRunner<double>.Of(bits), [1, 1.4999, 1.5, 0.75, 0.7499, 3e-310, double.Epsilon, double.MaxValue, 1e-300]);
        AssertTakenApart(LaneRunner<float>.Of(bits), [1, 1.4999f, 1.5f, 0.75f, 0.7499f, 3e-40f, float.Epsilon, float.MaxValue, 1e-30f]);
    }

    // 1.75 times the least number is rounded once, to twice it.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Scaling_rounds_once(int bits)
    {
        Assert.Equal(
            [2 * double.Epsilon, double.Epsilon, 0, double.PositiveInfinity, Math.ScaleB(1.75, 1023)],
            LaneRunner<double>.Of(bits).Operation("ScaleByPowerOfTwo", [1.75, 1.25, 1.75, 1.25, 1.75], [-1074, -1074, -1082, 1024, 1023]));
        Assert.Equal(
            [2 * float.Epsilon, float.Epsilon, 0, float.PositiveInfinity, MathF.ScaleB(1.75f, 127)],
            LaneRunner<float>.Of(bits).Operation("ScaleByPowerOfTwo", [1.75f, 1.25f, 1.75f, 1.25f, 1.75f], [-149, -149, -158, 128, 127]));
    }

    // Powers of two are summed without rounding.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_lane_counts_in_a_sum(int bits)
    {
        AssertSum(LaneRunner<double>.Of(bits));
        AssertSum(LaneRunner<float>.Of(bits));
    }

    private static void AssertSum<T>(LaneRunner<T> lanes)
        where T : unmanaged, IFloatingPointIeee754<T> => Assert.Equal(
            T.CreateChecked((1 << lanes.Count) - 1), lanes.Sum([.. Enumerable.Range(0, lanes.Count).Select(i => T.CreateChecked(1 << i))]));

    private static void AssertTakenApart<T>(LaneRunner<T> lanes, T[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] significands = lanes.Operation("Significand", x), exponents = lanes.Operation("Exponent", x);
        Assert.All(significands, m => Assert.InRange(double.CreateChecked(m), 0.75, Math.BitDecrement(1.5)));
        Assert.Equal(x, significands.Zip(exponents, (m, e) => T.ScaleB(m, int.CreateChecked(e))));
        T[] others = [T.Zero, -T.Zero, T.PositiveInfinity, -T.One, T.NegativeInfinity, T.NaN];
        Assert.Equal([T.One, T.One, T.One, T.NaN, T.NaN, T.NaN], lanes.Operation("Significand", others));
        Assert.Equal([T.NegativeInfinity, T.NegativeInfinity, T.PositiveInfinity], lanes.Operation("Exponent", others)[..3]);
    }

    private static void AssertOperations<T>(LaneRunner<T> lanes, T[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = [.. numbers.SelectMany(x => numbers.Select(_ => x))], y = [.. numbers.SelectMany(_ => numbers)];
        T[] z = [.. y.Reverse()];
        void Unary(string name, Func<T, T> f) => AssertIdentical(name, x.Select(f), lanes.Operation(name, x));
        void Binary(string name, Func<T, T, T> f) => AssertIdentical(name, x.Zip(y, f), lanes.Operation(name, x, y));
        Unary("Negate", x => -x);
        Unary("Abs", T.Abs);
        Unary("Sqrt", T.Sqrt);
        Unary("Round", T.Round);
        Unary("FiniteOrZero", x => T.IsInfinity(x) ? T.Zero : x);
        Binary("Add", (x, y) => x + y);
        Binary("Subtract", (x, y) => x - y);
        Binary("Multiply", (x, y) => x * y);
        Binary("Divide", (x, y) => x / y);
        Binary("Max", T.Max);
        Binary("Min", T.Min);
        Binary("CopySign", T.CopySign);
        IEnumerable<T> fused = x.Zip(y, z).Select(t => T.FusedMultiplyAdd(t.First, t.Second, t.Third));
        AssertIdentical("MultiplyAdd", fused, lanes.Operation("MultiplyAdd", x, y, z));
        AssertIdentical("Select", x.Zip(y, (x, y) => x > y ? x : y), lanes.Operation("Select", lanes.Operation("GreaterThan", x, y), x, y));
    }

    private static void AssertIdentical<T>(string name, IEnumerable<T> expected, T[] actual)
        where T : unmanaged, IFloatingPointIeee754<T> => Assert.All(expected.Zip(actual), pair => Assert.True(
            pair.First.Equals(pair.Second) && (T.IsNaN(pair.First) || T.IsNegative(pair.First) == T.IsNegative(pair.Second)),
            $"{name}: {pair.Second} instead of {pair.First}"));
}
