using DerivationKit.Compilation;

namespace DerivationKit.Tests.Compilation;

// Expected values are exact algebra: softmax(c + x) = softmax(x), logsumexp(c + x) = c + logsumexp(x), and e^-10000 is 0 in double.
public class StabilityTests
{
    private const double Log2 = 0.693147180559945309417232121458;
    private const double Infinity = double.PositiveInfinity;

    private static readonly Variable X = Expr.Variable("x", Shape.Vector("n"));
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("m", "n"));

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Logits_of_any_size_neither_overflow_nor_vanish(double c)
    {
        double[] logits = [c, c, 0];
        double[] expected = c > 0 ? [0.5, 0.5, 0] : [0, 0, 1];
        double sum = c > 0 ? c + Log2 : 0;

        // The shift m by the maximum is exact here; what is left is the rounding of c + log 2.
        AssertAll(logits, x => x.Softmax, expected, 0);
        AssertAll(logits, x => x.LogSumExp, [sum], 1e-12);
        AssertAll(logits, x => x.LogSoftmax, [.. logits.Select(x => x - sum)], 2e-12);
    }

    // Two logits of -10000 are ln 2 below their log-sum-exp: -10000 + ln 2.
    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Equal_logits_share_equally(double c)
    {
        AssertAll([c, c], x => x.Softmax, [0.5, 0.5], 0);
        AssertAll([c, c], x => x.LogSumExp, [c + Log2], 1e-12);
        AssertAll([c, c], x => x.LogSoftmax, [-Log2, -Log2], 1e-16);
    }

    // A mask by -inf.
    [Fact]
    public void A_logit_of_minus_infinity_has_weight_0()
    {
        AssertAll([1e4, -Infinity, 1e4], x => x.Softmax, [0.5, 0, 0.5], 0);
        AssertAll([1e4, -Infinity, 1e4], x => x.LogSumExp, [1e4 + Log2], 1e-12);
        AssertAll([1e4, -Infinity, 1e4], x => x.LogSoftmax, [-Log2, -Infinity, -Log2], 1e-16);
    }

    // The sum of no weights is 0, its logarithm -inf, and 0/0 is undefined.
    [Fact]
    public void Logits_of_minus_infinity_alone_have_no_softmax()
    {
        AssertAll([-Infinity, -Infinity], x => x.Softmax, [double.NaN, double.NaN], 0);
        AssertAll([-Infinity, -Infinity], x => x.LogSumExp, [-Infinity], 0);
        AssertAll([-Infinity, -Infinity], x => x.LogSoftmax, [double.NaN, double.NaN], 0);
    }

    [Fact]
    public void An_undefined_logit_is_not_hidden()
    {
        AssertAll([0, double.NaN, 1], x => x.Softmax, [double.NaN, double.NaN, double.NaN], 0);
        AssertAll([0, double.NaN, 1], x => x.LogSumExp, [double.NaN], 0);
    }

    // What is written is computed: only logsoftmax_rows is the stable logarithm of a softmax.
    [Fact]
    public void The_logarithm_of_a_softmax_stays_literal()
    {
        double[] logits = [1e4, 0];
        AssertEqual([0, -Infinity], Run(Expr.Log(Expr.SoftmaxRows(A)), (1, 2), logits), 0);
        AssertEqual([0, -1e4], Run(Expr.LogSoftmaxRows(A), (1, 2), logits), 0);
    }

    // Hidden logits have no part, however large; where nothing is hidden, a mask changes nothing.
    [Fact]
    public void A_masked_logit_has_weight_0()
    {
        Variable m = Expr.Variable("M", A.Shape);
        AssertEqual([0, 0.5, 0.5], Run(Expr.SoftmaxRows(A, m), (1, 3), [1e4, -1e4, -1e4], [0, 1, 1]), 0);
        AssertEqual([-1e4 + Log2], Run(Expr.LogSumExpRows(A, m), (1, 3), [1e4, -1e4, -1e4], [0, 1, 1]), 1e-12);
        AssertEqual([2e4 - Log2, -Log2, -Log2], Run(Expr.LogSoftmaxRows(A, m), (1, 3), [1e4, -1e4, -1e4], [0, 1, 1]), 1e-11);
        AssertEqual([0.5, 0.5, 0], Run(Expr.SoftmaxRows(A, m), (1, 3), [1e4, 1e4, 0], [1, 1, 1]), 0);
    }

    // e^-40 = 4.248354255291589e-18 and the normal probability P(-10) = 7.619853024160527e-24 (NIST Handbook 2010, section 7.17), beyond
    // the digits of a sum with 1; the relative tolerance is a few ulp, and those of the library's complementary error function for gelu.
    [Fact]
    public void Sigmoids_and_their_kin_keep_their_digits_far_out()
    {
        AssertRelative([0, 4.248354255291589e-18, 1, 1], Run(Expr.Sigmoid(X), (4, 1), [-1e4, -40, 40, 1e4]), 1e-15);
        AssertRelative([0, 4.248354255291589e-18, 40, 1e4], Run(Expr.Softplus(X), (4, 1), [-1e4, -40, 40, 1e4]), 1e-15);
        AssertRelative([-1, 1], Run(Expr.Tanh(X), (2, 1), [-1e4, 1e4]), 0);
        AssertRelative([-7.619853024160527e-23, 10], Run(Expr.Gelu(X), (2, 1), [-10, 10]), 1e-12);
        AssertEqual([0, 3], Run(Expr.Relu(X), (2, 1), [-2, 3]), 0);
    }

    [Fact]
    public void At_a_kink_there_is_no_sign()
    {
        AssertEqual([-1, double.NaN, 1], Run(Expr.Sign(X), (3, 1), [-2, 0, 3]), 0);
        AssertEqual([0, double.NaN, 1], Run(Expr.Step(X), (3, 1), [-2, 0, 3]), 0);
    }

    // The same logits as a vector, as each of two rows, and as each of two columns.
    private static void AssertAll(
        double[] logits, Func<Forms, (Expr Vector, Expr Rows, Expr Columns)> form, double[] expected, double tolerance)
    {
        (Expr vector, Expr rows, Expr columns) = form(new());
        int n = logits.Length;
        double[] twice = [.. logits, .. logits], expectedTwice = [.. expected, .. expected];
        AssertEqual(expected, Run(vector, (n, 1), logits), tolerance);
        AssertEqual(expectedTwice, Run(rows, (2, n), twice), tolerance);
        AssertEqual(Interleaved(expected), Run(columns, (n, 2), Interleaved(logits)), tolerance);

        // In single precision 10000 + ln 2 is off by up to 2^-11.
        float[] singles = new float[expected.Length];
        Compile.Function<float>(vector, X).Bind((n, 1)).Run([.. logits.Select(x => (float)x)], singles.AsSpan());
        AssertEqual(expected, [[.. singles.Select(x => (double)x)]], Math.Max(tolerance * 1e9, 1e-7));
    }

    private static double[] Interleaved(double[] values) => [.. values.SelectMany(x => new[] { x, x })];

    private static void AssertEqual(double[] expected, IEnumerable<double[]> actual, double tolerance) =>
        Assert.All(actual, entries => Assert.Equal(expected, entries, (wanted, found) => wanted.Equals(found) || Math.Abs(wanted - found) <= tolerance));

    private static void AssertRelative(double[] expected, IEnumerable<double[]> actual, double tolerance) =>
        Assert.All(actual, entries => Assert.Equal(expected, entries, (wanted, found) => Math.Abs(wanted - found) <= tolerance * Math.Abs(wanted)));

    // What each binding gives. All inputs have the same shape.
    private static IEnumerable<double[]> Run(Expr expression, (int Rows, int Columns) shape, params double[][] inputs)
    {
        CompiledFunction<double> function = Compile.Function<double>(expression, expression.FreeVariables());
        Sizes sizes = SizeInference.Infer(function.Inputs, [.. inputs.Select(_ => shape)]);
        foreach (Binding binding in Binding.All)
        {
            BoundFunction<double> bound = function.Bind(sizes, binding.Layout, binding.Width);
            double[] output = new double[bound.Rows * bound.Columns];
            bound.Run([.. inputs.Select(input => (ReadOnlyMemory<double>)binding.Ordered(input, shape.Rows, shape.Columns))], output);
            yield return binding.RowMajor(output, bound.Rows, bound.Columns);
        }
    }

    private sealed class Forms
    {
        public (Expr, Expr, Expr) Softmax => (Expr.Softmax(X), Expr.SoftmaxRows(A), Expr.SoftmaxCols(A));

        public (Expr, Expr, Expr) LogSoftmax => (Expr.LogSoftmax(X), Expr.LogSoftmaxRows(A), Expr.LogSoftmaxCols(A));

        public (Expr, Expr, Expr) LogSumExp => (Expr.LogSumExp(X), Expr.LogSumExpRows(A), Expr.LogSumExpCols(A));
    }

    // Rows 1 2 3, 4 5 6, 7 8 9 are dependent, but rounding leaves a last pivot, and the cofactors must not depend on it. Exact cofactors; 64 units for some
    // twenty roundings of numbers up to 48.
    [Fact]
    public void The_gradient_of_a_determinant_keeps_its_digits_near_a_singular_matrix()
    {
        Assert.All(Cofactors<double>(), pair => Assert.Equal(pair.Expected, pair.Actual, 64 * 48 * (double.BitIncrement(1) - 1)));
        Assert.All(Cofactors<float>(), pair => Assert.Equal(pair.Expected, pair.Actual, 64 * 48 * (double)(float.BitIncrement(1) - 1)));
    }

    private static (double Expected, double Actual)[] Cofactors<T>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Variable a = Expr.Variable("A", Shape.Matrix("n", "n"));
        T[] gradient = new T[9];
        Compile.LossAndGradient<T>(Expr.Det(a), a, a).Bind((3, 3)).Run([.. Enumerable.Range(1, 9).Select(T.CreateChecked)], gradient);
        return [.. new double[] { -3, 6, -3, 6, -12, 6, -3, 6, -3 }.Zip(gradient.Select(g => double.CreateChecked(g)))];
    }
}
