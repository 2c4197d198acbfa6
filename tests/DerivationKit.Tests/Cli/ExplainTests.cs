namespace DerivationKit.Tests.Cli;

public class ExplainTests
{
    private static readonly string[] LeastSquares = ["explain", "grad((A*x - y)'*(A*x - y), x)", "--var", "A: matrix(m,n); x: vector(n); y: vector(m)"];

    [Fact]
    public void A_gradient_is_worked_out_backwards_and_proved()
    {
        Derive run = Derive.Run(LeastSquares);
        Assert.Equal((0, ""), (run.Code, run.Error));
        int[] order = [.. new[] { "v_1 = A*x", "v_2 = v_1 - y", "g_4 = 1", "passes A'*G on to", "result: 2*A'*(A*x - y)", "proved for all dimensions" }.Select(part => run.Out.IndexOf(part, StringComparison.Ordinal))];
        Assert.All(order, position => Assert.True(position >= 0, run.Out));
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public void A_directional_derivative_is_worked_out_forwards()
    {
        Derive run = Derive.Run("explain", "jvp(exp(A*x), x, h)", "--var", "A: matrix(m,n); x, h: vector(n)");
        Assert.Equal(0, run.Code);
        Assert.Contains("d_1 = A*h", run.Out);
        Assert.Contains("result: A*h .* exp(A*x)", run.Out);
    }

    [Fact]
    public void The_derivative_inside_comes_first()
    {
        Derive run = Derive.Run("explain", "hessian(x'*A*x, x)", "--var", "A: matrix(n,n); x: vector(n)");
        Assert.Equal(0, run.Code);
        Assert.Contains("that is  jacobian(grad(x'*A*x, x), x)", run.Out);
        int inner = run.Out.IndexOf("  grad(x'*A*x, x) = ", StringComparison.Ordinal);
        Assert.True(inner > 0 && inner < run.Out.IndexOf("  jacobian(grad(x'*A*x, x), x) = A' + A", StringComparison.Ordinal), run.Out);
        Assert.Contains("result: A' + A", run.Out);
    }

    // Magnus, Neudecker 2019, section 9.9: vec(AXB) = (B' ⊗ A) vec(X).
    [Fact]
    public void A_derivative_by_vec_is_read_off_its_direction()
    {
        Derive run = Derive.Run("explain", "vecjac(A*X*B, X)", "--var", "A: matrix(k,m); X: matrix(m,n); B: matrix(n,p)");
        Assert.Equal(0, run.Code);
        Assert.Contains("vec(A*d_X*B) = kron(B', A)*vec(d_X)", run.Out);
        Assert.Contains("result: kron(B', A)", run.Out);
    }

    // d² sum(X.^3) = <6 X .* dX, dX>.
    [Fact]
    public void A_hessian_by_vec_is_worked_out()
    {
        Derive run = Derive.Run("explain", "vechess(sum(X.^3), X)", "--var", "X: matrix(m,n)");
        Assert.Equal(0, run.Code);
        Assert.Contains("that is  vecjac(grad(sum(X.^3), X), X)", run.Out);
        Assert.Contains("result: 6*diag(vec(X))", run.Out);
    }

    // The ambient gradient A' comes first, then its symmetric part.
    [Fact]
    public void A_gradient_on_a_set_is_the_ambient_one_projected()
    {
        Derive run = Derive.Run("explain", "grad(tr(A*X), X, on: symmetric)", "--var", "A, X: matrix(n,n)");
        Assert.Equal(0, run.Code);
        int[] order = [.. new[] { "that is  (grad(tr(A*X), X) + grad(tr(A*X), X)')/2", "grad(tr(A*X), X) = A'", "(grad(tr(A*X), X) + grad(tr(A*X), X)')/2 = ", "result: (A' + A)/2" }
            .Select(part => run.Out.IndexOf(part, StringComparison.Ordinal))];
        Assert.All(order, position => Assert.True(position >= 0, run.Out));
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public void Tidying_goes_step_by_step()
    {
        Derive run = Derive.Run("explain", "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", "--var", "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows");
        Assert.Contains("      row-stochastic: row sums", run.Out);
        Assert.Contains("result: (softmax_rows(Z*θ') - C)*θ", run.Out);
    }

    [Theory]
    [InlineData("--latex", @"\begin{align*}")]
    [InlineData("--markdown", "### Intermediate values")]
    public void It_is_written_for_papers_too(string format, string part) => Assert.Contains(part, Derive.Run([.. LeastSquares, format]).Out);

    // A name of the derivation may not be one of the user's.
    [Fact]
    public void Names_of_the_user_are_not_taken()
    {
        Derive run = Derive.Run("explain", "grad(exp(v_1)*g_1, v_1)", "--var", "v_1, g_1: scalar");
        Assert.Equal(0, run.Code);
        Assert.Contains("v_1′ = exp(v_1)", run.Out);
    }

    [Fact]
    public void What_is_no_derivative_is_refused() => Derive.Run("explain", "x + 1", "--var", "x: scalar").AssertRefused("there is none in x + 1");
}
