using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Matrices;
using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Tests.Compilation;

public class MatrixFunctionTests
{
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable X = Expr.Variable("x", Shape.Vector("n"));
    private static readonly Variable S = Expr.Variable("s", Shape.Scalar);

    private static readonly Matrix<double> TwoByThree = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    // Sizes that differ show a mistake.
    [Fact]
    public void Matrices_and_spans_give_the_same_result()
    {
        ImmutableArray<Variable> inputs = [A, B, X];
        Expr expression = Expr.SoftmaxRows(A * B) * (B.T * X) * (X.T * X);
        Instance instance = Agreement.Draw(inputs, 5, ("m", 4), ("n", 3), ("p", 5));
        Matrix<double>[] matrices = [.. inputs.Select(input => ToMatrix(instance.Inputs[input.Name]))];
        CompiledFunction<double> function = Compile.Function<double>(expression, inputs);
        double[] expected = new double[4];
        function.Bind(MatrixLayout.ColumnMajor, (4, 3), (3, 5), (3, 1))
            .Run([.. matrices.Select(x => (ReadOnlyMemory<double>)x.ToColumnMajorArray())], expected);
        Matrix<double> actual = function.OnMatrices().Invoke(matrices);
        Assert.Equal((4, 1), (actual.RowCount, actual.ColumnCount));
        Assert.Equal(expected, actual.ToColumnMajorArray());
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

        Variable c = Expr.Variable("C", Shape.Matrix("n", "m"));
        var four = Compile.Function<double>((S * (A * X)) + (c.T * X), S, A, X, c).OnMatrices()
            .ToFunc<double, Matrix<double>, Vector<double>, Matrix<double>, Vector<double>>();
        Assert.Equal([-22, -22], four(10, TwoByThree, x, TwoByThree.Transpose()));
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

    // What a call allocates is its result and a list of arguments; a binding takes many times that.
    [Fact]
    public void Eight_combinations_of_sizes_stay_bound()
    {
        MatrixFunction<double> square = Compile.Function<double>(A.T * A, A).OnMatrices();
        Matrix<double>[] matrices = [.. Enumerable.Range(2, 9).Select(rows => Matrix<double>.Build.Dense(rows, 3, (i, j) => i - (2 * j)))];
        Invoke(matrices[..8]);
        Assert.InRange(Invoke(matrices[..8]), 0, 8 * 500);
        Assert.InRange(Invoke(matrices[8..]), 2000, long.MaxValue);
        Assert.InRange(Invoke(matrices[..1]), 2000, long.MaxValue);

        long Invoke(Matrix<double>[] each)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Matrix<double> a in each)
            {
                square.Invoke(a);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Nothing_is_null()
    {
        MatrixFunction<double> product = Compile.Function<double>(A * X, A, X).OnMatrices();
        Assert.Throws<ArgumentNullException>("function", () => ((CompiledFunction<double>)null!).OnMatrices());
        Assert.Throws<ArgumentNullException>("function", () => ((CompiledLossAndGradient<double>)null!).OnMatrices());
        Assert.Throws<ArgumentNullException>("inputs", () => product.Invoke(null!));
        Assert.Throws<ArgumentNullException>("result", () => product.Into(null!, TwoByThree, TwoByThree));
        Assert.StartsWith(
            "x: vector(n) is null", Assert.Throws<ArgumentNullException>("inputs", () => product.Invoke(TwoByThree, null!)).Message, StringComparison.Ordinal);
        product.Invoke(TwoByThree, Matrix<double>.Build.Dense(3, 1));
        Assert.StartsWith(
            "x: vector(n) is null", Assert.Throws<ArgumentNullException>("inputs", () => product.Invoke(TwoByThree, null!)).Message, StringComparison.Ordinal);
    }

    // (1 2 3; 4 5 6)·(1 0; 0 1; 2 2) = (7 8; 16 17)
    [Fact]
    public void A_result_may_go_into_an_existing_matrix()
    {
        Matrix<double> b = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0 }, { 0, 1 }, { 2, 2 } });
        Matrix<double> result = Matrix<double>.Build.Dense(2, 2, 100);
        Compile.Function<double>(A * B, A, B).OnMatrices().Into(result, TwoByThree, b);
        Assert.Equal(Matrix<double>.Build.DenseOfArray(new double[,] { { 7, 8 }, { 16, 17 } }), result);
    }

    [Fact]
    public void No_matrix_is_allocated_or_copied_on_the_way_into_an_existing_one()
    {
        Matrix<double> a = Matrix<double>.Build.Dense(100, 70, (i, j) => i - j), result = Matrix<double>.Build.Dense(70, 100);
        MatrixFunction<double> transpose = Compile.Function<double>(2 * A.T, A).OnMatrices();
        transpose.Into(result, a);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            transpose.Into(result, a);
        }

        // The lists of arguments are small; a copy would be 56,000 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 200);
        Assert.Equal(2 * a.Transpose(), result);
    }

    // The storage itself is read and written, so this would overwrite what is still to be read.
    [Fact]
    public void A_result_may_not_be_an_input()
    {
        Matrix<double> square = Matrix<double>.Build.Dense(3, 3, (i, j) => i - (2 * j));
        MatrixFunction<double> transpose = Compile.Function<double>(A.T, A).OnMatrices();
        Refuses("the output overlaps the memory of the input A", () => transpose.Into(square, square));
    }

    [Fact]
    public void A_result_has_to_be_dense_and_to_have_the_right_size()
    {
        MatrixFunction<double> transpose = Compile.Function<double>(A.T, A).OnMatrices();
        Refuses("the result is 3×2 here, not 2×3", () => transpose.Into(Matrix<double>.Build.Dense(2, 3), TwoByThree));
        Refuses("the result needs a dense matrix, not a SparseMatrix", () => transpose.Into(Matrix<double>.Build.Sparse(3, 2), TwoByThree));
    }

    // With the residual r = A·x - y = (-1, -2, 1) the loss is 6 and the gradient in x is 2·A'·r = (-4, -8), in A it is 2·r·x' with x = (1, -1).
    [Fact]
    public void A_loss_and_its_gradient_are_functions_of_matrices()
    {
        Variable y = Expr.Variable("y", Shape.Vector("m"));
        Matrix<double> a = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        Matrix<double> at = Matrix<double>.Build.Dense(2, 1, [1, -1]), values = Matrix<double>.Build.Dense(3, 1, [0, 1, -2]);
        Expr loss = Expr.Sum(Expr.Hadamard((A * X) - y, (A * X) - y));
        (double value, Matrix<double> gradient) = Compile.LossAndGradient<double>(loss, X, A, X, y).OnMatrices().Invoke(a, at, values);
        Assert.Equal(6, value);
        Assert.Equal(Matrix<double>.Build.Dense(2, 1, [-4, -8]), gradient);

        Matrix<double> inMatrix = Matrix<double>.Build.Dense(3, 2);
        MatrixLossAndGradient<double> other = Compile.LossAndGradient<double>(loss, A, A, X, y).OnMatrices();
        Assert.Equal(6, other.Into(inMatrix, a, at, values));
        Assert.Equal(Matrix<double>.Build.DenseOfArray(new double[,] { { -2, 2 }, { -4, 4 }, { 2, -2 } }), inMatrix);
        Refuses("the gradient is 3×2 here, not 2×3", () => other.Into(Matrix<double>.Build.Dense(2, 3), a, at, values));
        Refuses("the gradient overlaps the memory of the input A", () => other.Into(a, a, at, values));
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

    private static void Refuses(string message, Action make) => Assert.Equal(message, Assert.Throws<ArgumentException>(make).Message);

    private static void Refuses(string message, Func<object> make) => Assert.Equal(message, Assert.Throws<ArgumentException>(make).Message);
}
