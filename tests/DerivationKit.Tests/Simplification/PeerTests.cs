using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

// Gradients as matrixcalculus.org prints them (Laue, Mitterreiter, Giesen 2018 and 2020, and the site's examples), in this language and
// without its names for common parts. Ours are as short or shorter.
public class PeerTests
{
    private const string Declarations =
        "a, b, c: scalar; x, h: vector(n); y: vector(m); A: matrix(m,n); Q, S: matrix(n,n); U: matrix(k,m); X, D: matrix(n,d); "
        + "Y: matrix(m,d); Z: matrix(d,n); L: matrix(n,r); R: matrix(r,d); p: vector(d); t: vector(m); v: vector(n) positive";

    public static TheoryData<string, string> Gradients => new()
    {
        { "grad(0.5*x'*Q*x, x)", "0.5*(Q*x + Q'*x)" },
        { "jacobian(A*exp(x), x)", "A*diag(exp(x))" },
        { "grad(sin(x)'*h, x)", "h .* cos(x)" },
        { "grad((x .* h)'*v, x)", "h .* v" },
        { "grad(a^b, a)", "b*a^(b - 1)" },
        { "grad(norm1(A*x - y), x)", "A'*sign(A*x - y)" },
        { "grad(norm2(A*x - y)^2, x)", "2*A'*(A*x - y)" },
        { "grad(norm2(A*x - y), x)", "1/norm2(A*x - y)*A'*(A*x - y)" },
        { "grad(sum(log(exp(-y .* (A*x)) + vector(1))), x)", "-A'*(y .* exp(-y .* (A*x)) ./ (exp(-y .* (A*x)) + vector(1)))" },
        { "grad(tr(Q*X*D'*S), X)", "Q'*S'*D" },
        { "grad(tr(Z*X), X)", "Z'" },
        { "grad(tr(X'*Q*X), X)", "Q*X + Q'*X" },
        { "grad(tr(Z*Q*X), Q)", "Z'*X'" },
        { "grad(tr(Q'*Q), Q)", "2*Q" },
        { "grad(tr(Q), Q)", "eye(n)" },
        { "grad(log(det(inv(Q))), Q)", "-inv(Q)'" },
        { "grad(det(Q), Q)", "det(Q)*inv(Q)'" },
        { "grad(logdet(Q), Q)", "inv(Q)'" },
        { "grad(tr(S*inv(Q)), Q)", "-inv(Q)'*S'*inv(Q)'" },
        { "grad(x'*inv(Q)*h, Q)", "-inv(Q)'*x*h'*inv(Q)'" },
        { "grad(x'*Q*h, Q)", "x*h'" },
        { "grad(norm2(X), X)", "1/norm2(X)*X" },
        { "grad(norm2(X - L*R)^2, L)", "-2*(X - L*R)*R'" },
        { "grad(norm2(X - L*R)^2, R)", "-2*L'*(X - L*R)" },
        { "grad(norm2(A*x - y)^2 + c*norm2(x)^2, x)", "2*A'*(A*x - y) + 2*c*x" },
        { "grad(log(sum(exp(x))), x)", "1/sum(exp(x))*exp(x)" },
        { "grad(x'*Q*x/(x'*x), x)", "1/(x'*x)*Q*x + 1/(x'*x)*Q'*x - 2*(x'*Q*x)/(x'*x)^2*x" },
        { "grad(sum(tanh(A*x)), x)", "A'*(vector(1) - tanh(A*x).^2)" },
        { "grad(norm2(tanh(A*x) - y)^2, x)", "2*A'*((tanh(A*x) - y) .* (vector(1) - tanh(A*x).^2))" },
        { "grad(exp(-x'*Q*x), x)", "-exp(-x'*Q*x)*(Q*x) - exp(-x'*Q*x)*(Q'*x)" },
        { "grad(log(h'*x), x)", "1/(h'*x)*h" },
        { "grad(1/(1 + exp(-h'*x)), x)", "exp(-h'*x)/(1 + exp(-h'*x))^2*h" },
        { "grad(v'*log(v ./ x), v)", "log(v ./ x) + vector(1)" },
        { "grad(sum(log(x)), x)", "vector(1) ./ x" },
        { "grad(sum(x.^3), x)", "3*x.^2" },
        { "grad(x'*diag(h)*x, x)", "2*(h .* x)" },
        { "grad(0.5*logdet(Q) + 0.5*x'*inv(Q)*x, Q)", "0.5*inv(Q)' - 0.5*inv(Q)'*x*x'*inv(Q)'" },
        { "grad(norm2(U*(A*X - Y))^2, X)", "2*A'*U'*U*(A*X - Y)" },
        { "grad(norm2(X*p - x)^2 + c*norm1(p), p)", "2*X'*(X*p - x) + c*sign(p)" },
        { "grad(y'*exp(A*x), A)", "y .* exp(A*x)*x'" },
        { "grad(sum(log(exp(X*p) + vector(1))) - x'*X*p, p)", "X'*(exp(X*p) ./ (exp(X*p) + vector(1))) - X'*x" },
        { "hessian(norm2(A*x - y)^2, x)", "2*A'*A" },
        { "hessian(sum(log(exp(A*x) + vector(1))), x)", "A'*diag(exp(A*x) ./ (exp(A*x) + vector(1)))*A - A'*diag(exp(A*x) .* exp(A*x) ./ (exp(A*x) + vector(1)).^2)*A" },
        { "hessian(log(sum(exp(x))), x)", "1/sum(exp(x))*diag(exp(x)) - 1/sum(exp(x))^2*exp(x)*exp(x)'" },
        { "jacobian(x/norm2(x), x)", "1/norm2(x)*eye(n) - 1/norm2(x)^3*x*x'" },
    };

    [Theory]
    [MemberData(nameof(Gradients))]
    public void Ours_is_as_short_and_the_same(string derivative, string theirs)
    {
        var scope = Scope.Parse(Declarations);
        Claim claim = scope.ParseClaim($"{derivative} == {theirs}");
        Expr ours = Simplify.Tidy(ClosedForm.Of(claim.Left));
        Assert.True(new Cost().Of(ours) <= new Cost().Of(claim.Right), $"{ours} is longer than {theirs}");
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Claim.Equal(claim.Left, ours)));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(claim));
    }
}
