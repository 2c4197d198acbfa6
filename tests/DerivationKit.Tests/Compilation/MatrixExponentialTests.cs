using DerivationKit.Compilation;

namespace DerivationKit.Tests.Compilation;

// Expected values are exact algebra: rotations, diagonal and nilpotent matrices, and projections P with exp(tP) = 1 + (e^t - 1) P.
public class MatrixExponentialTests
{
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("n", "n"));
    private static readonly Variable E = Expr.Variable("E", Shape.Matrix("n", "n"));

    // Each squaring may double the relative error of 1e-15.
    [Theory]
    [InlineData(0, 1e-15)]
    [InlineData(1e-9, 1e-15)]
    [InlineData(0.75, 1e-14)]
    [InlineData(-3, 1e-14)]
    [InlineData(100, 1e-12)]
    public void Rotations(double t, double tolerance) => Holds([0, -t, t, 0], 2, [Math.Cos(t), -Math.Sin(t), Math.Sin(t), Math.Cos(t)], tolerance);

    [Theory]
    [InlineData(1, -2, 30)]
    [InlineData(0, 700, -700)]
    public void Diagonals(double a, double b, double c)
    {
        double[] exp = Run([a, 0, 0, 0, b, 0, 0, 0, c], 3);
        Assert.All(new[] { a, b, c }, (x, i) => Assert.InRange(exp[i * 4] / Math.Exp(x), 1 - 1e-12, 1 + 1e-12));
        Assert.All(Enumerable.Range(0, 9).Where(i => i % 4 != 0), i => Assert.Equal(0, exp[i]));
    }

    [Fact]
    public void Nilpotent_matrices_and_projections()
    {
        Holds([0, 2, 6.5, 0, 0, 5, 0, 0, 0], 3, [1, 2, 11.5, 0, 1, 5, 0, 0, 1], 1e-14);
        double grown = (Math.Exp(3) - 1) / 2;
        Holds([1.5, 1.5, 1.5, 1.5], 2, [1 + grown, grown, grown, 1 + grown], 1e-13);
    }

    // exp(A) of a large nilpotent matrix is a polynomial: the scaling must not lose it.
    [Fact]
    public void A_large_nilpotent_matrix_keeps_its_entries() => Holds([0, 1e8, 0, 0], 2, [1, 1e8, 0, 1], 1e-6);

    [Fact]
    public void What_is_not_finite_stays_so()
    {
        Assert.All(Run([double.NaN, 0, 0, 0], 2), x => Assert.True(double.IsNaN(x)));
        Assert.All(Run([0, double.PositiveInfinity, 0, 0], 2), x => Assert.True(double.IsNaN(x)));
    }

    // Along a matrix that commutes it is E*exp(A); for [0 1; 0 0] along [0 0; 1 0] the series gives [1/2 1/6; 1 1/2].
    [Fact]
    public void The_derivative()
    {
        double[] along = RunAlong([0, 1, 0, 0], [0, 0, 1, 0], 2);
        Assert.Equal([1 / 2.0, 1 / 6.0, 1, 1 / 2.0], along, (x, y) => Math.Abs(x - y) <= 1e-15);
        Assert.Equal(
            [2 * Math.E, 0, 0, 3 * Math.E * Math.E], RunAlong([1, 0, 0, 2], [2, 0, 0, 3], 2), (x, y) => Math.Abs(x - y) <= 1e-13);
    }

    private static void Holds(double[] a, int n, double[] expected, double tolerance) =>
        Assert.Equal(expected, Run(a, n), (x, y) => Math.Abs(x - y) <= tolerance * Math.Max(1, expected.Max(Math.Abs)));

    private static double[] Run(double[] a, int n) => Run(Expr.Expm(A), n, a);

    private static double[] RunAlong(double[] a, double[] e, int n) => Run(Expr.ExpmFrechet(A, E), n, a, e);

    private static double[] Run(Expr expression, int n, params double[][] inputs)
    {
        double[] output = new double[n * n];
        BoundFunction<double> bound = Compile.Function<double>(expression, [.. new[] { A, E }.Take(inputs.Length)])
            .Bind(System.Collections.Immutable.ImmutableSortedDictionary.Create<string, int>().Add("n", n));
        bound.Run([.. inputs.Select(x => (ReadOnlyMemory<double>)x)], output);
        return output;
    }
}
