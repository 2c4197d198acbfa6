using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit.Tests.Language;

// The example expressions of matrixcalculus.org, as they stand there: each is read, by its letters and with declarations, and where it is a
// scalar, each of its gradients has a closed form.
public class MatrixCalculusTests
{
    private static readonly Scope Declared = Scope.Parse(
        "A: matrix(n,n); B: matrix(k,k); C, X: matrix(n,k) positive; x, y, v: vector(n); w: vector(k); a, b: scalar positive");

    public static TheoryData<string> Examples =>
    [
        "0.5*x'*A*x", "A*exp(x)", "sin(x)'*y", "(y.*v)'*x", "a^b", "norm1(A*x-y)", "norm2(A*x-y)^2",
        "sum(log(exp(-y.*(X*w)) + vector(1)))", "log(det(inv(A)))",
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    [InlineData("tr(A*X*B*X')")]
    public void An_example_is_read_and_derived(string text)
    {
        Derive(Declared, text);
        Derive(Scope.Empty.Infer(text), text);
    }

    [Fact]
    public void The_trace_of_five_is_read_and_derived() => Derive(Scope.Empty.Infer("tr(A*X'*B*X*C)"), "tr(A*X'*B*X*C)");

    // The gradients that the site shows, in its documentation.
    [Theory]
    [InlineData("grad(0.5*x'*A*x, x) == 0.5*A*x + 0.5*A'*x")]
    [InlineData("jacobian(A*exp(x), x) == A*diag(exp(x))")]
    [InlineData("grad((y.*v)'*x, x) == y .* v")]
    [InlineData("grad(norm2(A*x-y)^2, x) == 2*A'*(A*x-y)")]
    [InlineData("grad(sum(log(exp(-y.*(X*w)) + vector(1))), w) == -X'*(y .* exp(-y.*(X*w)) ./ (exp(-y.*(X*w)) + vector(1)))")]
    [InlineData("grad(tr(A*X'*B*X*C), X) == B'*X*A'*C' + B*X*C*A")]
    [InlineData("grad(log(det(X)), X) == inv(X)'")]
    public void A_gradient_of_the_site_is_proved(string claim) =>
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Scope.Empty.Infer(claim).ParseClaim(claim)));

    private static void Derive(Scope scope, string text)
    {
        Expr f = scope.ParseExpression(text);
        foreach (Variable variable in f.FreeVariables().Where(_ => f.Shape.IsScalar))
        {
            Expr gradient = ClosedForm.Of(Expr.Gradient(f, variable));
            Assert.IsNotType<Zeros>((gradient as Apply)?.Operator);
            Assert.Equal(variable.Shape, gradient.Shape);
        }
    }
}
