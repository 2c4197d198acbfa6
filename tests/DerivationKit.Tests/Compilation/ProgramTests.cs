using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation;

public class ProgramTests
{
    private static readonly Variable Z = Expr.Variable("Z", Shape.Matrix("n", "d"));
    private static readonly Variable Theta = Expr.Variable("θ", Shape.Matrix("k", "d"));
    private static readonly Variable C = Expr.Variable("C", Shape.Matrix("n", "k"));
    private static readonly Variable X = Expr.Variable("x", Shape.Vector("d"));
    private static readonly Variable S = Expr.Variable("s", Shape.Scalar);

    [Fact]
    public void The_listing_has_one_line_for_each_instruction() => Assert.Equal(
        """
        inputs Z: matrix(n,d), θ: matrix(k,d), C: matrix(n,k)
        %0: matrix(n,k) = product Z θ'
        %1: vector(n) = max rows %0
        %2: vector(n) = map finiteorzero(%1)
        %3: matrix(n,k) = map exp(%0 - %2[row])
        %4: vector(n) = sum rows %3
        %5: vector(n) = map %4^-1
        %6: matrix(n,k) = map %3 * %5[row]
        %7: matrix(n,k) = map %6 - C
        %8: matrix(n,d) = product %7 θ
        return %8
        """,
        Listing((Expr.SoftmaxRows(Z * Theta.T) - C) * Theta, Z, Theta, C),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Every_instruction_is_readable()
    {
        AssertLast("vector(n) = sum rows Z", Expr.RowSum(Z));
        AssertLast("vector(d) = map %1 + log(%3)", Expr.LogSumExpCols(Z));
        AssertLast("matrix(n,d) = map (Z - %1[row]) - %4[row]", Expr.LogSoftmaxRows(Z));
        AssertLast("matrix(d,n) = transpose Z", Z.T);
        AssertLast("matrix(d,d) = diagonal-matrix x", Expr.Diag(X));
        AssertLast("vector(d) = diagonal %2", Expr.Diag((Z.T * Z) + Expr.Eye(Dimension.Named("d"))));
        AssertLast("matrix(d,d) = identity d", Expr.Eye(Dimension.Named("d")));
        AssertLast("scalar = contract Z[i,j] x[j] -> []", Expr.Contract("ij,j->", Z, X));
        AssertLast("matrix(n,d) = map Z^(-1/2)", Expr.HadamardPower(Z, new Rational(-1, 2)));
        AssertLast("scalar = map (%0 / size(n)) / size(d)", Expr.Mean(Z));
        AssertLast("matrix(n,d) = map exp(Z)", Expr.Exp(Z));
        AssertLast("matrix(n,d) = map -Z", -Z);
        AssertLast("matrix(n,d) = map s * Z", S * Z);
        AssertLast("vector(d) = map 1", Expr.Ones(Dimension.Named("d")));
        AssertLast("matrix(n,d) = map Z", Z);
    }

    [Fact]
    public void A_shared_subexpression_is_computed_once()
    {
        string[] lines = Listing(Expr.Hadamard(Expr.Exp(Z), Expr.Exp(Z)) + Expr.Exp(Z), Z).Split('\n');
        Assert.Single(lines, line => line.Contains("exp"));
    }

    [Fact]
    public void Transposes_become_part_of_products_and_cancel_each_other()
    {
        AssertLast("matrix(d,n) = product %0 %1'", (Z.T * C) * (Z * Theta.T).T.T.T);
        AssertLast("matrix(k,k) = product C' %0'", C.T * (Theta * Z.T).T);
    }

    // Z·1 sums rows, 1'·Z columns; x·1' and 1·x' are x throughout rows or columns; a diagonal matrix scales.
    [Fact]
    public void Products_with_ones_and_diagonal_matrices_take_no_products()
    {
        (Dimension n, Dimension d, Dimension k) = (Dimension.Named("n"), Dimension.Named("d"), Dimension.Named("k"));
        AssertLines(["vector(n) = sum rows Z"], Z * Expr.Ones(d));
        AssertLines(["vector(d) = sum columns Z", "row(d) = transpose %0"], Expr.Ones(n).T * Z);
        AssertLines(["matrix(d,k) = spread rows x"], X * Expr.Ones(k).T);
        AssertLines(["matrix(n,d) = spread columns x"], Expr.Ones(n) * X.T);
        AssertLines(["matrix(n,d) = map Z + x[column]"], Z + (Expr.Ones(n) * X.T));
        AssertLines(["matrix(n,d) = map Z * x[column]"], Z * Expr.Diag(X));
        AssertLines(["matrix(d,n) = transpose Z", "matrix(d,n) = map x[row] * %0"], Expr.Diag(X) * Z.T);
        AssertLines(["matrix(n,k) = map s * C"], Expr.Diag(S) * C);
    }

    // diag(L·R) needs no other entry of the product, and neither does its trace.
    [Fact]
    public void The_diagonal_of_a_product_takes_no_product()
    {
        AssertLines(["matrix(n,k) = product Z θ'", "matrix(n,k) = map %0 * C", "vector(n) = sum rows %1"], Expr.Diag(Z * Theta.T * C.T));
        AssertLines(["matrix(n,d) = map Z * Z", "vector(d) = sum columns %0"], Expr.Diag(Z.T * Z));
        AssertLines(["matrix(n,k) = product Z θ'", "matrix(n,k) = map %0 * C", "vector(n) = sum rows %1", "scalar = sum all %2"], Expr.Trace(Z * Theta.T * C.T));
    }

    [Fact]
    public void A_product_with_a_vector_is_taken_from_its_side()
    {
        Variable u = Expr.Variable("u", Shape.Vector("k"));
        AssertLines(["vector(d) = product θ' u", "vector(n) = product Z %0"], (Z * Theta.T) * u);
        AssertLines(
            ["row(n) = product x' Z'", "row(k) = product %0 C"],
            X.T * (Z.T * C));
    }

    // Neither side of x'·M·u comes first for ever.
    [Fact]
    public void A_product_between_two_vectors_is_taken_from_the_right()
    {
        Variable u = Expr.Variable("u", Shape.Vector("k"));
        string[] expected = ["vector(d) = product θ' u", "scalar = product x' %0"];
        AssertLines(expected, (X.T * Theta.T) * u);
        AssertLines(expected, X.T * (Theta.T * u));
    }

    // 1/s is taken once for all entries; a number of its own for each entry divides.
    [Fact]
    public void A_divisor_that_entries_share_becomes_a_reciprocal()
    {
        AssertLines(["scalar = map s^-1", "matrix(n,d) = map Z * %0"], Z / S);
        AssertLines(["matrix(n,d) = map Z / Z"], Expr.HadamardDivide(Z, Z));
    }

    // Q is square, so that W·Q is no wider than W, and known: nothing is gained by Z·W.
    // (rowsum(Z)·1')/s is (rowsum(Z)/s)·1', and s·1 is s in each entry.
    [Fact]
    public void What_is_the_same_throughout_rows_or_columns_is_computed_once_for_each()
    {
        (Expr rows, Expr columns) = (Expr.Ones(Dimension.Named("n")), Expr.Ones(Dimension.Named("d")));
        Expr shared = (Expr.Hadamard(S * rows, Expr.RowSum(Z)) * columns.T) - (S * Expr.Ones(Dimension.Named("n"), Dimension.Named("d")));
        Assert.Equal(
            ["%0: vector(n) = sum rows Z", "%1: vector(n) = map s * %0", "%2: vector(n) = map %1 - s", "%3: matrix(n,d) = map %2[row] * Z"],
            Listing(Expr.Hadamard(shared, Z), Z, S).Split('\n')[1..^1].Select(line => line.TrimEnd()));
        AssertLast("matrix(n,d) = map Z + %0[column]", Z + Expr.Exp(rows * X.T));
    }

    // Products of products: each level is made once, with and without its multiple.
    [Fact]
    public void Multiples_of_shared_products_are_shared()
    {
        Expr power = Expr.Variable("A", Shape.Matrix("n", "n"));
        for (int level = 0; level < 40; level++)
        {
            power = 2 * power * -power;
        }

        Assert.InRange(Compile.Function<double>(power, power.FreeVariables()).Program.Instructions.Length, 40, 3 * 40);
    }

    // (√s)² is s for a sum of squares, and √s where s may be negative stays NaN.
    [Fact]
    public void The_square_of_a_norm_needs_no_root()
    {
        AssertLines(["vector(d) = map x * x", "scalar = sum all %0"], Expr.Pow(Expr.Norm2(X), 2));
        AssertLines(["vector(d) = map x * x", "scalar = sum all %0", "scalar = map %1^-2"], Expr.Pow(Expr.Norm2(X), -4));
        AssertLines(["scalar = product x' x"], Expr.Pow(Expr.Sqrt(X.T * X), 2));
        Expr rows = Expr.Sqrt(Expr.RowSum(Expr.HadamardPower(Z, 2)));
        AssertLines(["matrix(n,d) = map Z^2", "vector(n) = sum rows %0"], Expr.HadamardPower(rows, 2));
        AssertLines(["scalar = map s^(1/2)", "scalar = map %0^2"], Expr.Pow(Expr.Sqrt(S), 2));
        AssertLast("scalar = map %2^3", Expr.Pow(Expr.Norm2(X), 3));
        AssertLast("scalar = map %2^2", Expr.Pow(Expr.Sqrt(Expr.Sum(Expr.HadamardPower(X, 3))), 2));
    }

    [Fact]
    public void A_known_product_is_not_multiplied_out_again()
    {
        (Variable w, Variable q) = (Expr.Variable("W", Shape.Matrix("d", "k")), Expr.Variable("Q", Shape.Matrix("k", "k")));
        AssertLines(
            ["matrix(d,k) = product W Q", "matrix(n,k) = product Z %0", "matrix(n,k) = map %1 + %1"],
            (Z * (w * q)) + ((Z * w) * q));
    }

    [Fact]
    public void A_derivative_has_to_be_derived_first() => Refuses(
        "a derivative in Z cannot be compiled: compile ClosedForm.Of(expression), its closed form, or a gradient by Compile.Gradient",
        Expr.Gradient(Expr.Sum(Expr.Exp(Z)), Z) + Z,
        Z);

    [Fact]
    public void Every_variable_is_an_input() => Refuses(
        "the expression depends on θ: matrix(k,d), which is not among the inputs", Z * Theta.T, Z);

    [Fact]
    public void An_input_of_the_same_name_is_not_enough() => Refuses(
        "Z: matrix(n,d) in the expression is not the input Z: matrix(n,d) positive",
        Z,
        Expr.Variable("Z", Z.Shape, Property.Positive));

    [Fact]
    public void What_moves_is_an_input()
    {
        Variable other = Expr.Variable("Y", Z.Shape);
        Expr loss = Expr.Sum(Z * Theta.T);
        foreach (Func<object> compile in (Func<object>[])
            [
                () => Compile.Gradient<double>(loss, other, Z, Theta),
                () => Compile.LossAndGradient<double>(loss, other, Z, Theta),
                () => Compile.HessianVectorProduct<double>(loss, other, other, Z, Theta),
            ])
        {
            Assert.Equal("the derivative in Y: matrix(n,d) needs it among the inputs", Assert.Throws<CompilationException>(compile).Message);
        }
    }

    [Fact]
    public void Inputs_have_different_names() => Assert.StartsWith(
        "x is listed twice among the inputs",
        Assert.Throws<ArgumentException>(() => Compile.Function<double>(X, X, Expr.Variable("x", Shape.Scalar))).Message,
        StringComparison.Ordinal);

    // The deepest expression there is: each node one instruction.
    [Fact]
    public void A_deep_expression_compiles()
    {
        Expr deep = S;
        while (deep.Depth < Expr.MaximumDepth)
        {
            deep += 1;
        }

        double[] output = new double[1];
        Compile.Function<double>(deep, S).Bind((1, 1)).Run([0.5], output);
        Assert.Equal(Expr.MaximumDepth - 0.5, output[0]);
    }

    private static string Listing(Expr expression, params Variable[] inputs) =>
        Compile.Function<double>(expression, inputs).ToString();

    private static void AssertLines(string[] expected, Expr expression) => Assert.Equal(
        expected, Listing(expression, [.. expression.FreeVariables()]).Split('\n')[1..^1].Select(line => line.Split(": ", 2)[1]));

    private static void AssertLast(string expected, Expr expression)
    {
        string[] lines = Listing(expression, [.. expression.FreeVariables()]).Split('\n');
        Assert.Equal(expected, lines[^2].Split(": ", 2)[1]);
    }

    private static void Refuses(string message, Expr expression, params Variable[] inputs) =>
        Assert.Equal(message, Assert.Throws<CompilationException>(() => Compile.Function<double>(expression, inputs)).Message);
}
