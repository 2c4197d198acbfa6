using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Compilation.Fusion.FusionCases;

namespace DerivationKit.Tests.Compilation.Fusion;

// Infinite, undefined and subnormal numbers in one of many lanes. Expected values are exact algebra: e^-inf is 0, an empty sum of weights
// has the logarithm -inf and the quotient 0/0.
public class FusionSpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<double> Marks => [double.NaN, Infinity, -Infinity, double.Epsilon, 1e300];

    // Each row of the result depends on its own rows alone.
    [Theory]
    [MemberData(nameof(Marks))]
    public void One_row_does_not_touch_the_others(double mark)
    {
        foreach (Binding binding in Binding.All)
        {
            int n = 13;
            AssertApart((C - Expr.SoftmaxRows(Z * Theta.T)) * Theta, binding, n, 3, 5, mark);
            AssertApart(Expr.LogSoftmaxRows(Z * Theta.T), binding, n, 2, 17, mark);
            AssertApart(Expr.LogSumExpRows(Z) + V, binding, n, 5, 2, mark);
            AssertApart(Expr.RowSum(Expr.Hadamard(Z, Z)), binding, n, 7, 2, mark);
        }
    }

    // Rows (0, 0), (-inf, 0), (-inf, -inf), (NaN, 0), (inf, 0) in turn.
    [Fact]
    public void Softmax_of_infinite_logits()
    {
        double[] logits = [0, 0, -Infinity, 0, -Infinity, -Infinity, double.NaN, 0, Infinity, 0];
        double half = Math.Log(2);
        AssertInTurn(Expr.SoftmaxRows(Z), logits, [0.5, 0.5, 0, 1, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0], 0);
        AssertInTurn(
            Expr.LogSoftmaxRows(Z), logits, [-half, -half, -Infinity, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, -Infinity], 2e-16);
        AssertInTurn(Expr.LogSumExpRows(Z), logits, [half, 0, -Infinity, double.NaN, Infinity], 2e-16);
    }

    // 85·2^-1074 is e^-740 rounded: 4.19955798965060e-322.
    [Fact]
    public void Subnormal_numbers_stay_what_they_are()
    {
        double e = double.Epsilon;
        AssertInTurn(Expr.SoftmaxRows(Z), [0, -740], [1, 85 * e], e);
        AssertInTurn(3 * Z, [e, -7 * e, 0.0, 5 * e], [3 * e, -21 * e, 0, 15 * e], 0);
        AssertInTurn(Expr.Relu(Z) + Expr.Abs(Z), [e, -7 * e], [2 * e, 7 * e], 0);
        AssertInTurn(Expr.RowSum(Z), [e, 4 * e, -3 * e, e], [5 * e, -2 * e], 0);
    }

    // t·(Z·θ') is what it says: neither t·θ nor Z·t is ever formed, which overflow or vanish here. Each sum has two equal terms, and powers of two
    // are exact.
    [Theory]
    [InlineData(-700, 600, 500, 401)]
    [InlineData(700, -600, -500, -399)]
    [InlineData(-700, 300, double.PositiveInfinity, double.PositiveInfinity)]
    public void A_multiple_of_a_product_is_taken_of_its_sums(double z, double theta, double t, double product)
    {
        foreach (Binding binding in Binding.All)
        {
            foreach (int n in new[] { 3, 8, 64 })
            {
                (Variable, double[])[] inputs = [(Z, Fill(2 * n, z)), (Theta, Fill(6, theta)), (C, Fill(3 * n, -1000)), (Scale, Fill(1, t))];
                Assert.Equal(Fill(3 * n, product), Run(Scale * (Z * Theta.T), binding, n, 2, 3, inputs));
                Assert.Equal(Fill(3 * n, product), Run((Scale * (Z * Theta.T)) + C, binding, n, 2, 3, inputs));
            }
        }
    }

    // c·(t·(Z·θ')), and the same plus 2^-1000: neither c·t nor a product of constants is ever formed.
    [Theory]
    [InlineData(2, 1023, -6, -5, 1015)]
    [InlineData(2, 1023, -800, -800, double.NegativeInfinity)]
    [InlineData(-2, -1074, 60, 39, -976)]
    [InlineData(600, 600, -500, -501, 200)]
    [InlineData(600, 600, -800, -800, double.NegativeInfinity)]
    [InlineData(-600, -600, 500, 499, -200)]
    public void Multiples_are_taken_one_after_the_other(int constant, int t, double z, double theta, double expected)
    {
        Expr multiple = Power(constant) * (Scale * (Z * Theta.T)), constants = Power(constant) * (Power(t) * (Z * Theta.T));
        foreach (Binding binding in Binding.All)
        {
            foreach (int n in new[] { 3, 8, 64 })
            {
                (Variable, double[])[] inputs = [(Z, Fill(2 * n, z)), (Theta, Fill(6, theta)), (C, Fill(3 * n, -1000)), (Scale, Fill(1, t))];
                double[] alone = Fill(3 * n, expected), added = [.. alone.Select(x => x + Math.Pow(2, -1000))];
                Assert.Equal(alone, Run(multiple, binding, n, 2, 3, inputs));
                Assert.Equal(added, Run(C + multiple, binding, n, 2, 3, inputs));
                Assert.Equal(alone, Run(constants, binding, n, 2, 3, inputs));
                Assert.Equal(added, Run(constants + C, binding, n, 2, 3, inputs));
            }
        }

        static Expr Power(int exponent) => Expr.Constant(Rational.Pow(2, exponent));
    }

    private static double[] Fill(int length, double exponent) => [.. Enumerable.Repeat(Math.Pow(2, exponent), length)];

    // Nothing that fills up the last panel is summed: not its zeros' exponentials, nor their quotients.
    [Fact]
    public void Lanes_that_do_not_exist_are_not_summed()
    {
        foreach (Binding binding in Binding.All)
        {
            for (int n = 1; n < 36; n++)
            {
                double[] ones = [.. Enumerable.Repeat(1.0, 3 * n)];
                Assert.Equal([3 * n], Run(Expr.Sum(Expr.HadamardPower(Z, -1)), binding, n, 3, 2, (Z, ones)));
                Assert.Equal([n, n, n], Run(Expr.ColSum(Expr.HadamardDivide(Z, Z)), binding, n, 3, 2, (Z, ones)));
                Assert.Equal(Enumerable.Repeat((double)n, 9), Run(Expr.HadamardPower(Z, -1).T * Expr.HadamardPower(Z, -2), binding, n, 3, 2, (Z, ones)));
                Assert.Equal(Enumerable.Repeat(1.0 / n, n), Run(Expr.Softmax(-V), binding, n, 3, 2, (V, ones[..n])));
            }
        }
    }

    // The same pattern of rows, two columns wide, over and over: in tiny programs, full panels and the last one.
    private static void AssertInTurn(Expr expression, double[] rows, double[] expected, double tolerance)
    {
        int columns = rows.Length > 2 || expected.Length > 1 ? 2 : 1, period = rows.Length / columns;
        foreach (Binding binding in Binding.All)
        {
            foreach (int n in (int[])[period, 4 * period, 17 * period])
            {
                double[] input = [.. Enumerable.Repeat(rows, n / period).SelectMany(x => x)];
                double[] wanted = [.. Enumerable.Repeat(expected, n / period).SelectMany(x => x)];
                double[] found = Run(expression, binding, n, columns, 3, (Z, input));
                Assert.Equal(wanted, found, (x, y) => x.Equals(y) || Math.Abs(x - y) <= tolerance);
            }
        }
    }

    private static void AssertApart(Expr expression, Binding binding, int n, int d, int k, double mark)
    {
        CompiledFunction<double> function = Compile.Function<double>(expression, Inputs(expression));
        Instance instance = Draw(function.Inputs, 5, n, d, k);
        double[] apart = binding.Run(function, instance);
        int columns = apart.Length / n;
        foreach (int row in (int[])[0, 7, n - 1])
        {
            double[] z = Agreement.Numbers<double>(instance.Inputs["Z"]);
            z[(row * d) + 1] = mark;
            (Variable, double[])[] inputs =
                [.. function.Inputs.Select(input => (input, input == Z ? z : Agreement.Numbers<double>(instance.Inputs[input.Name])))];
            double[] marked = Run(expression, binding, n, d, k, inputs);
            Assert.Equal(Others(apart), Others(marked));

            IEnumerable<double> Others(double[] entries) => entries.Where((_, i) => i / columns != row);
        }
    }

    // Inputs and result row after row.
    private static double[] Run(Expr expression, Binding binding, int n, int d, int k, params (Variable Variable, double[] Entries)[] inputs)
    {
        CompiledFunction<double> function = Compile.Function<double>(expression, inputs.Select(input => input.Variable));
        Sizes sizes = Sizes.Of(new Dictionary<string, int> { ["n"] = n, ["d"] = d, ["k"] = k });
        BoundFunction<double> bound = function.Bind(sizes, binding.Layout, binding.Width);
        double[] output = new double[bound.Rows * bound.Columns];
        ReadOnlyMemory<double>[] ordered = [.. inputs.Select(input => (ReadOnlyMemory<double>)Ordered(input.Variable, input.Entries))];
        bound.Run(ordered, output);
        return binding.RowMajor(output, bound.Rows, bound.Columns);

        double[] Ordered(Variable variable, double[] entries) =>
            binding.Ordered(entries, sizes.Of(variable.Shape.Rows), sizes.Of(variable.Shape.Columns));
    }
}
