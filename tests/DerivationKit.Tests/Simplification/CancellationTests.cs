using DerivationKit.Compilation;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

public class CancellationTests
{
    private static readonly Scope Scope = Scope.Parse("x, y: vector(n); X: matrix(n,k); A: matrix(n,n)");

    [Theory]
    [InlineData("n*sum(x.^2) - sum(x)^2", true)]
    [InlineData("(x'*x)*y - (x'*y)*x", true)]
    [InlineData("colsum(X).^2 - n*rowsum(X'.^2)", true)]
    [InlineData("sum((x - mean(x)*ones(n)).^2)", false)]
    [InlineData("(x'*x)*y - (y'*y)*y", false)]
    [InlineData("softmax_rows(X).^2 - softmax_rows(X)", false)]
    [InlineData("inv(A) - inv(A)*A'*inv(A)", false)]
    [InlineData("x.^2/norm2(x)^2 - y.^2/norm2(y)^2", false)]
    public void Differences_of_squares_of_one_variable_are_seen(string text, bool isIn) =>
        Assert.Equal(isIn, Cancellation.IsIn(Scope.ParseExpression(text)));

    [Theory]
    [InlineData("sqrt(sum((x - mean(x)*ones(n)).^2)/n)", "x")]
    [InlineData("(x - mean(x)*ones(n))'*(y - mean(y)*ones(n))/norm2(x - mean(x)*ones(n))", "x")]
    [InlineData("sum(log(colsum((X - ones(n)*colsum(X)'/n).^2)))", "X")]
    [InlineData("sum(layernorm_rows(x') .* y')", "x")]
    public void A_tidy_gradient_holds_none_that_its_closed_form_does_not_hold(string loss, string variable)
    {
        Variable wrt = Scope.Variables.Single(v => v.Name == variable);
        Expr closed = ClosedForm.Of(Expr.Gradient(Scope.ParseExpression(loss), wrt));
        Assert.Equal((false, false), (Cancellation.IsIn(closed), Cancellation.IsIn(Simplify.Tidy(closed))));
    }

    // The standard deviation does not change where all numbers are shifted, and so neither does its gradient. Of differences of numbers near 2^26 at most 27 of 53
    // bits are lost; of differences of their squares it is all of them.
    [Fact]
    public void The_gradient_of_a_standard_deviation_survives_a_shift()
    {
        BoundLossAndGradient<double> deviation = Compile.LossAndGradient<double>(
            Scope.ParseExpression("sqrt(sum((x - mean(x)*ones(n)).^2)/n)"), Scope.Variables.Single(v => v.Name == "x"), Scope.Variables.Single(v => v.Name == "x")).Bind((3, 1));
        double[] near = [1, 0, -1.5], far = [.. near.Select(x => x + (1 << 26))], expected = new double[3], gradient = new double[3];
        deviation.Run(near, expected);
        deviation.Run(far, gradient);
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
