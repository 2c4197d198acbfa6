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
        Assert.Contains("grad(x'*A*x, x) = (A + A')*x", run.Out);
        Assert.Contains("result: A + A'", run.Out);
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
    public void What_is_no_derivative_is_refused() => Derive.Run("explain", "x + 1", "--var", "x: scalar").AssertRefused("one derivative", "x + 1");
}
