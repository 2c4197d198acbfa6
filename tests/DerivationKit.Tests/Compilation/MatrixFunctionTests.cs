using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Matrices;
using DerivationKit.Compilation.Simd;
using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Tests.Compilation;

public class MatrixFunctionTests
{
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable X = Expr.Variable("x", Shape.Vector("n"));
    private static readonly Variable S = Expr.Variable("s", Shape.Scalar);

    private static readonly Matrix<double> TwoByThree = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    // Math.NET stores columns, the program rows; sizes that differ show a mistake.
    [Fact]
    public void Matrices_and_spans_give_the_same_result()
    {
        ImmutableArray<Variable> inputs = [A, B, X];
        Expr expression = Expr.SoftmaxRows(A * B) * (B.T * X) * (X.T * X);
        Instance instance = Agreement.Draw(inputs, 5, ("m", 4), ("n", 3), ("p", 5));
        double[] expected = new Binding(LaneWidths.ForEmittedCode<double>(), MatrixLayout.RowMajor).Run(Compile.Function<double>(expression, inputs), instance);
        Matrix<double>[] matrices = [.. inputs.Select(input => ToMatrix(instance.Inputs[input.Name]))];
        Matrix<double> actual = Compile.Function<double>(expression, inputs).OnMatrices().Invoke(matrices);
        Assert.Equal((4, 1), (actual.RowCount, actual.ColumnCount));
        Assert.Equal(expected, actual.ToRowMajorArray());
    }

    [Fact]
    public void A_delegate_takes_and_returns_matrices()
    {
        var transpose = Compile.Function<double>(A.T, A).OnMatrices().ToFunc<Matrix<double>, Matrix<double>>();
        Assert.Equal(TwoByThree.Transpose(), transpose(TwoByThree));
    }

    // (1 2 3; 4 5 6)·(1, 0, -1) = (-2, -2)
    [Fact]
    public void A_delegate_takes_and_returns_vectors_and_scalars()
    {
        Vector<double> x = Vector<double>.Build.Dense([1, 0, -1]);
        var product = Compile.Function<double>(A * X, A, X).OnMatrices().ToFunc<Matrix<double>, Vector<double>, Vector<double>>();
        Assert.Equal([-2, -2], product(TwoByThree, x));

        var form = Compile.Function<double>(S * (X.T * X), S, X).OnMatrices().ToFunc<double, Vector<double>, double>();
        Assert.Equal(20, form(10, x));

        Variable row = Expr.Variable("y", X.Shape.Transposed);
        var scaled = Compile.Function<double>((S * row) + X.T, S, row, X).OnMatrices()
            .ToFunc<double, Vector<double>, Vector<double>, Vector<double>>();
        Assert.Equal([11, 0, -11], scaled(10, x, x));
    }

    [Fact]
    public void Single_precision_has_the_same_entry_points()
    {
        Matrix<float> a = Matrix<float>.Build.DenseOfArray(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        Assert.Equal(a.TransposeThisAndMultiply(a), Compile.Function<float>(A.T * A, A).OnMatrices().Invoke(a));
    }

    [Fact]
    public void Any_storage_is_read()
    {
        Matrix<double> sparse = Matrix<double>.Build.SparseOfMatrix(TwoByThree);
        Matrix<double> diagonal = Matrix<double>.Build.DiagonalOfDiagonalArray([1, 2, 3]);
        Assert.Equal(TwoByThree * diagonal, Compile.Function<double>(A * B, A, B).OnMatrices().Invoke(sparse, diagonal));
    }

    [Fact]
    public void The_sizes_may_change_from_call_to_call_and_between_threads()
    {
        var square = Compile.Function<double>(A.T * A, A).OnMatrices().ToFunc<Matrix<double>, Matrix<double>>();
        Parallel.For(0, 200, i =>
        {
            Matrix<double> a = Matrix<double>.Build.Dense(2 + (i % 3), 1 + (i % 4), (row, column) => i + (10 * row) - column);
            Assert.Equal(a.Transpose() * a, square(a));
        });
    }

    [Fact]
    public void A_result_is_not_overwritten_by_the_next_call()
    {
        var negate = Compile.Function<double>(-A, A).OnMatrices().ToFunc<Matrix<double>, Matrix<double>>();
        Matrix<double> first = negate(TwoByThree);
        negate(2 * TwoByThree);
        Assert.Equal(-TwoByThree, first);
    }

    [Fact]
    public void Shapes_are_checked_at_the_call() => Assert.Equal(
        "B: matrix(n,p), given as 2×3: 2 rows, but n = 3 by the columns of A: matrix(m,n), given as 2×3",
        Assert.Throws<ShapeException>(() => Compile.Function<double>(A * B, A, B).OnMatrices().Invoke(TwoByThree, TwoByThree)).Message);

    [Fact]
    public void Types_are_checked_when_the_delegate_is_made()
    {
        MatrixFunction<double> product = Compile.Function<double>(A * X, A, X).OnMatrices();
        Refuses("A: matrix(m,n) is a Matrix<Double>, not a Vector<Double>", product.ToFunc<Vector<double>, Vector<double>, Vector<double>>);
        Refuses("x: vector(n) is a Matrix<Double> or Vector<Double>, not a Double", product.ToFunc<Matrix<double>, double, Vector<double>>);
        Refuses(
            "the result: vector(m) is a Matrix<Double> or Vector<Double>, not a Double",
            product.ToFunc<Matrix<double>, Vector<double>, double>);
        Refuses(
            "x: vector(n) is a Matrix<Double> or Vector<Double>, not a Matrix<Single>",
            product.ToFunc<Matrix<double>, Matrix<float>, Vector<double>>);
        Refuses("the function takes 2 inputs, not 1", product.ToFunc<Matrix<double>, Matrix<double>>);
    }

    private static Matrix<double> ToMatrix(ExactArray array) =>
        Matrix<double>.Build.Dense(array.Rows, array.Columns, (i, j) => array[i, j].ToDouble());

    private static void Refuses(string message, Func<object> make) => Assert.Equal(message, Assert.Throws<ArgumentException>(make).Message);
}
