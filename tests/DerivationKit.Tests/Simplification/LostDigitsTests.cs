using DerivationKit.Compilation;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

public class LostDigitsTests
{
    private static readonly Scope Scope = Scope.Parse("x, y: vector(n); X: matrix(n,k); w: vector(k); p: vector(n) positive; q: vector(n) positive; a, b: scalar; r: scalar positive");

    // Of each pair of equal forms the first one is a difference of large parts where the second one is small, somewhere.
    [Theory]
    [InlineData("n*sum(x.^2) - sum(x)^2", "n*sum((x - mean(x)*ones(n)).^2)")]
    [InlineData("y.^2 + X*w .* (X*w - 2*y)", "(X*w - y).^2")]
    [InlineData("ones(n) - 4*(y.^2 ./ (p + y).^2)", "(p - y) .* (p + 3*y) ./ (p + y).^2")]
    [InlineData("sigmoid(a*b) - 1", "-sigmoid(-a*b)")]
    [InlineData("r - r*((r + a^2)/(exp(a) + r))", "r*(exp(a) - a^2)/(exp(a) + r)")]
    [InlineData("a*(b - a)/(exp(-(a - b)^2) + r) + (a - b)*a/r", "(a - b)*a*exp(-(a - b)^2)/((exp(-(a - b)^2) + r)*r)")]
    public void The_form_that_loses_digits_is_told_from_the_one_that_keeps_them(string lossy, string keeping)
    {
        (Expr first, Expr second) = (Scope.ParseExpression(lossy), Scope.ParseExpression(keeping));
        Assert.True(Simplify.AreEqual(first, second));
        Assert.Equal((true, false), (new LostDigits(second).AreIn(first), new LostDigits(first).AreIn(second)));
    }

    // Compared with exp(x), y would be as large as a number whose exponent has six digits: no such point is needed.
    [Fact]
    public void A_residual_of_extreme_size_is_left_out()
    {
        var scope = Scope.Parse("x, y, v: scalar");
        Assert.True(Simplify.AreEqual(Simplify.Closed(scope.ParseExpression("jvp((exp(x) - y)*x^2, x, v)")), scope.ParseExpression("v*x*(exp(x)*(2 + x) - 2*y)")));
    }

    // Sums of what is given, and of parts that are all positive, lose nothing.
    [Theory]
    [InlineData("x + y - 2*x", "y - x")]
    [InlineData("x .* y + x.^2", "x .* (x + y)")]
    [InlineData("exp(x) + exp(x + y)", "exp(x) .* (ones(n) + exp(y))")]
    [InlineData("X*w - y", "-(y - X*w)")]
    public void Equally_good_forms_are_not_told_apart(string left, string right)
    {
        (Expr first, Expr second) = (Scope.ParseExpression(left), Scope.ParseExpression(right));
        Assert.True(Simplify.AreEqual(first, second));
        Assert.Equal((false, false), (new LostDigits(second).AreIn(first), new LostDigits(first).AreIn(second)));
    }

    [Theory]
    [InlineData("sqrt(sum((x - mean(x)*ones(n)).^2)/n)", "x", "(x - mean(x)*ones(n))/(mean((x - mean(x)*ones(n)).^2)^(1/2)*n)")]
    [InlineData("sum((X*w - y).^2 ./ (ones(n) + (X*w - y).^2))", "w", "2*X'*((X*w - y) ./ (ones(n) + (X*w - y).^2).^2)")]
    [InlineData("-log(exp(-(a - b)^2) + r)", "a", "2*exp(-(a - b)^2)*(a - b)/(exp(-(a - b)^2) + r)")]
    [InlineData("sum(log(ones(n) + exp(-y .* (X*w))))", "w", "-X'*(sigmoid(-(y .* (X*w))) .* y)")]
    [InlineData("sum(log(cosh(x)))", "x", "tanh(x)")]
    [InlineData("sum((y + r*ones(n)) .* log(r*ones(n) + exp(X*w)) - y .* (X*w))", "w", "X'*((y + r*ones(n)) .* exp(X*w) ./ (r*ones(n) + exp(X*w)) - y)")]
    [InlineData("norm2(x - mean(x)*ones(n))^2/n", "x", "2*(x - mean(x)*ones(n))/n")]
    public void The_gradient_is_the_one_of_textbooks(string loss, string variable, string expected) =>
        Assert.Equal(expected, Text.Print(Simplify.Closed(Expr.Gradient(Scope.ParseExpression(loss), Variable(variable)))));

    // None of these losses, nor their gradients, changes where all numbers are shifted. Of differences of numbers near 2^26 at most 27 of 53 bits are lost; of
    // differences of their squares it is all of them.
    [Theory]
    [InlineData("sqrt(sum((x - mean(x)*ones(n)).^2)/n)")]
    [InlineData("-(x - mean(x)*ones(n))'*(y - mean(y)*ones(n))/(norm2(x - mean(x)*ones(n))*norm2(y - mean(y)*ones(n)))")]
    [InlineData("1 - 2*(x - mean(x)*ones(n))'*(y - mean(y)*ones(n))/(norm2(x - mean(x)*ones(n))^2 + norm2(y - mean(y)*ones(n))^2 + n*(mean(x) - mean(y))^2)")]
    [InlineData("(mean(x) - mean(y))^2/(sum((x - mean(x)*ones(n)).^2) + sum((y - mean(y)*ones(n)).^2))")]
    [InlineData("sum((x - y).^2 ./ (ones(n) + (x - y).^2))")]
    [InlineData("sum(layernorm_rows(x') .* layernorm_rows(y'))")]
    public void A_gradient_survives_a_shift(string loss)
    {
        BoundFunction<double> gradient = Compile.Gradient<double>(Scope.ParseExpression(loss), Variable("x"), Variable("x"), Variable("y")).Bind((4, 1), (4, 1));
        double[] x = [1, 0, -1.5, 3], y = [2, -0.5, 1, 4], near = new double[4], far = new double[4];
        gradient.Run(x, y, near);
        gradient.Run([.. x.Select(e => e + (1 << 26))], [.. y.Select(e => e + (1 << 26))], far);
        Assert.All(near.Zip(far), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static Variable Variable(string name) => Scope.Variables.Single(v => v.Name == name);
}
