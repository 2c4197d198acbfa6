using DerivationKit.Compilation;
using DerivationKit.Language;

namespace DerivationKit.Tests.Compilation;

public class LossAndGradientTests
{
    private static readonly Scope Squares = Scope.Parse("A: matrix(m,n); x: vector(n); y: vector(m); v: vector(n)");
    private static readonly Expr Residual = Squares.ParseExpression("sum((A*x - y) .* (A*x - y))");
    private static readonly Variable A = Squares.Variables[0], X = Squares.Variables[1], Y = Squares.Variables[2], V = Squares.Variables[3];

    private static readonly double[] Rows = [1, 2, 3, 4, 5, 6], Columns = [1, 3, 5, 2, 4, 6], Point = [1, -1], Values = [0, 1, -2];

    // A*x = (-1, -1, -1), so the residual is r = (-1, -2, 1): r'*r = 6, and 2*A'*r = 2*(-1 - 6 + 5, -2 - 8 + 6) = (-4, -8).
    [Fact]
    public void Both_come_from_one_run()
    {
        double[] gradient = new double[2];
        BoundLossAndGradient<double> bound = Compile.LossAndGradient<double>(Residual, X, A, X, Y).Bind((3, 2), (2, 1), (3, 1));
        Assert.Equal((2, 1), (bound.Rows, bound.Columns));
        Assert.Equal(6, bound.Run(Rows, Point, Values, gradient));
        Assert.Equal([-4, -8], gradient);
        gradient.AsSpan().Clear();
        Assert.Equal(6, bound.WithThreads(2).Run([Rows, Point, Values], gradient));
        Assert.Equal([-4, -8], gradient);
    }

    // In the matrix the gradient is 2*r*x' = (-2 2; -4 4; 2 -2), column after column here.
    [Fact]
    public void Arrays_may_lie_column_after_column()
    {
        double[] gradient = new double[6];
        BoundLossAndGradient<double> bound = Compile.LossAndGradient<double>(Residual, A, A, X, Y)
            .Bind(MatrixLayout.ColumnMajor, (3, 2), (2, 1), (3, 1));
        Assert.Equal(6, bound.Run(Columns, Point, Values, gradient));
        Assert.Equal([-2, -4, 2, 2, 4, -2], gradient);
    }

    // 0.5·2² = 2 with the gradient 2; each further input is a factor of both.
    [Fact]
    public void Each_number_of_inputs_has_its_entry_point()
    {
        Variable[] scalars = [.. Enumerable.Range(0, 5).Select(i => Expr.Variable($"s{i}", Shape.Scalar))];
        double[] input = [2], three = [3], five = [5], seven = [7], eleven = [11], gradient = new double[1];
        Assert.Equal((2, 2), (Bound(1).Run(input, gradient), gradient[0]));
        Assert.Equal((6, 6), (Bound(2).Run(input, three, gradient), gradient[0]));
        Assert.Equal((30, 30), (Bound(3).Run(input, three, five, gradient), gradient[0]));
        Assert.Equal((210, 210), (Bound(4).Run(input, three, five, seven, gradient), gradient[0]));
        Assert.Equal((2310, 2310), (Bound(5).Run([input, three, five, seven, eleven], gradient), gradient[0]));

        BoundLossAndGradient<double> Bound(int count) => Compile.LossAndGradient<double>(
            scalars[..count].Aggregate(Expr.HadamardDivide(scalars[0], Expr.Constant(2)), (product, s) => product * s), scalars[0], scalars[..count])
            .Bind([.. Enumerable.Repeat((1, 1), count)]);
    }

    // At Z = 0 every class has the probability 1/4: the loss is 2·log 4, the gradient (1/4 - C)*θ.
    [Fact]
    public void Cross_entropy_and_its_gradient_share_the_logits()
    {
        Scope scope = Scope.Parse("Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows");
        Expr loss = scope.ParseExpression("-sum(C .* logsoftmax_rows(Z*θ'))");
        CompiledLossAndGradient<double> compiled = Compile.LossAndGradient<double>(loss, scope.Variables[0], scope.Variables);
        Assert.Equal("(softmax_rows(Z*θ') - C)*θ", Text.Print(compiled.Gradient));
        double[] gradient = new double[6];
        double value = compiled.Bind((2, 3), (4, 3), (2, 4)).Run(
            [0, 0, 0, 0, 0, 0], [4, 0, 0, 0, 4, 0, 0, 0, 4, 8, 8, 8], [1, 0, 0, 0, 0, 0, 0, 1], gradient);

        // The sums have four terms of size up to 4·log 4 and 8.
        Assert.Equal(4 * Math.Log(2), value, tolerance: 1e-14);
        double[] expected = [-1, 3, 3, -5, -5, -5];
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-14));
    }

    [Fact]
    public void The_gradient_is_compiled_alone()
    {
        double[] gradient = new double[2];
        CompiledFunction<double> compiled = Compile.Gradient<double>(Residual, X, A, X, Y);
        Assert.Equal("2*A'*(A*x - y)", Text.Print(compiled.Expression));
        compiled.Bind((3, 2), (2, 1), (3, 1)).Run(Rows, Point, Values, gradient);
        Assert.Equal([-4, -8], gradient);
    }

    // The gradient of x'*S*x is (S + S')*x, which is 2*S*x only if S is symmetric: at (0 2; 0 0) and x = (1, 1) it is (2, 2), not (4, 0).
    [Fact]
    public void Declared_properties_are_relied_on()
    {
        double[] gradient = new double[2];
        Scope scope = Scope.Parse("S: matrix(n,n) symmetric; x: vector(n)");
        Compile.Gradient<double>(scope.ParseExpression("x'*S*x"), scope["x"], scope.Variables).Bind((2, 2), (2, 1)).Run([0, 2, 0, 0], [1, 1], gradient);
        Assert.Equal([4, 0], gradient);
    }

    [Theory]
    [InlineData("sum(relu(x))", new[] { -1.0, 0, 2 }, new[] { 0, double.NaN, 1 })]
    [InlineData("sum(abs(x))", new[] { -1.0, 0, 2 }, new[] { -1, double.NaN, 1 })]
    [InlineData("sum(relu(x - 1e-30*ones(n)))", new[] { -1.0, 0, 2 }, new[] { 0.0, 0, 1 })]
    [InlineData("sum(max(x, v))", new[] { -1.0, 0, 2 }, new[] { 0, double.NaN, 1 })]
    public void There_is_no_derivative_at_a_kink_but_kinks_can_be_moved(string loss, double[] point, double[] expected)
    {
        double[] gradient = new double[3];
        Compile.Gradient<double>(Squares.ParseExpression(loss), X, X, V).Bind((3, 1), (3, 1)).Run(point, [0, 0, 0], gradient);
        Assert.Equal(expected, gradient);
    }

    // 2*A'*A*v with A*(1, 1) = (3, 7, 11): 2*(3 + 21 + 55, 6 + 28 + 66).
    [Fact]
    public void A_Hessian_vector_product_of_squares()
    {
        double[] product = new double[2];
        Compile.HessianVectorProduct<double>(Residual, X, V, A, X, Y, V).Bind((3, 2), (2, 1), (3, 1), (2, 1))
            .Run(Rows, Point, Values, [1, 1], product);
        Assert.Equal([158, 200], product);
    }

    // At x = 0 all four probabilities are 1/4, and diag(p)*v - p*(p'*v) = (v - 1)/4 for v = (1, 0, 0, 3).
    [Fact]
    public void A_Hessian_vector_product_of_a_logsumexp()
    {
        double[] product = new double[4];
        Compile.HessianVectorProduct<double>(Squares.ParseExpression("logsumexp(x)"), X, V, X, V).Bind((4, 1), (4, 1))
            .Run([0, 0, 0, 0], [1, 0, 0, 3], product);

        // A few roundings of numbers up to 1.
        Assert.All(product.Zip([0, -0.25, -0.25, 0.5]), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-15));
    }

    [Fact]
    public void Errors_say_what_is_wrong()
    {
        Assert.Throws<ShapeException>(() => Compile.LossAndGradient<double>(A * X, X, A, X));
        Assert.Contains("y", Assert.Throws<CompilationException>(() => Compile.LossAndGradient<double>(Residual, X, A, X)).Message, StringComparison.Ordinal);
        BoundLossAndGradient<double> bound = Compile.LossAndGradient<double>(Residual, X, A, X, Y).Bind((3, 2), (2, 1), (3, 1));
        double[] shared = [1, -1, 0];
        Refuses("the gradient is 2×1 here and needs 2 numbers, not 3", () => bound.Run(Rows, Point, Values, new double[3]));
        Refuses("y: vector(m) is 3×1 here and needs 3 numbers, not 2", () => bound.Run(Rows, Point, Point, new double[2]));
        Refuses("the gradient overlaps the memory of the input x", () => bound.Run(Rows, shared.AsSpan(0, 2), Values, shared.AsSpan(1, 2)));
        Refuses("the function takes 3 inputs (A, x, y), not 2", () => bound.Run(Rows, Point, new double[2]));
        Refuses("the function takes 3 inputs (A, x, y), not 4", () => bound.Run([Rows, Point, Values, Values], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.WithThreads(0));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        BoundLossAndGradient<double> bound = Compile.LossAndGradient<double>(Residual, X, A, X, Y).Bind((3, 2), (2, 1), (3, 1));
        double[] gradient = new double[2];
        bound.Run(Rows, Point, Values, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            bound.Run(Rows, Point, Values, gradient);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_loss_has_no_derivatives()
    {
        Expr loss = Squares.ParseExpression("sum(grad(x'*x, x))");
        Refuse(() => Compile.Gradient<double>(loss, X, X));
        Refuse(() => Compile.LossAndGradient<double>(loss, X, X));
        Refuse(() => Compile.HessianVectorProduct<double>(loss, X, V, X, V));

        static void Refuse(Action compile) =>
            Assert.Contains("ClosedForm.Of", Assert.Throws<CompilationException>(compile).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_null()
    {
        Null("expression", () => Compile.Function<double>(null!, X));
        Null("inputs", () => Compile.Function<double>(X, (IEnumerable<Variable>)null!));
        Null("inputs", () => Compile.Function<double>(X, X, null!));
        Null("loss", () => Compile.Gradient<double>(null!, X, X));
        Null("wrt", () => Compile.Gradient<double>(Residual, null!, A, X, Y));
        Null("loss", () => Compile.LossAndGradient<double>(null!, X, X));
        Null("inputs", () => Compile.LossAndGradient<double>(Residual, X, (IEnumerable<Variable>)null!));
        Null("direction", () => Compile.HessianVectorProduct<double>(Residual, X, null!, A, X, Y));

        static void Null(string parameter, Action compile) => Assert.Throws<ArgumentNullException>(parameter, compile);
    }

    [Fact]
    public void There_are_two_layouts()
    {
        Refuse(() => Compile.LossAndGradient<double>(Residual, X, A, X, Y).Bind((MatrixLayout)7, (3, 2), (2, 1), (3, 1)));
        Refuse(() => Compile.Function<double>(X, X).Bind((MatrixLayout)7, (3, 1)));

        static void Refuse(Action bind) => Assert.Contains("7", Assert.Throws<ArgumentOutOfRangeException>("layout", bind).Message, StringComparison.Ordinal);
    }

    private static void Refuses(string message, Action run) => Assert.Equal(message, Assert.Throws<ArgumentException>(run).Message);
}
