using DerivationKit.Language;

namespace DerivationKit.Tests.Language;

// What the spellings mean, on functions whose derivatives are known by hand.
public class DerivativeSpellingTests
{
    [Theory]
    [InlineData("hessian(x'*B*x, x) == B + B'")]
    [InlineData("hessian(t^3, t) == 6*t")]
    [InlineData("hessian(sum(x.^3), x = y) == 6*diag(y)")]
    [InlineData("mixed(x'*B*y, x, y) == B")]
    [InlineData("mixed(x'*B*y, y, x) == B'")]
    [InlineData("mixed(t^2*sum(x), x, t) == 2*t*ones(n)")]
    [InlineData("hvp(x'*B*x, x, y) == (B + B')*y")]
    [InlineData("hvp(tr(Z'*B*Z), Z, 2*Z) == 2*(B + B')*Z")]
    [InlineData("hvp(sum(Z.^3), Z = 2*Z, Z) == 12*Z .* Z")]
    [InlineData("grad(tr(A*B), B, on: symmetric) == A")]
    [InlineData("grad(tr(A*B), B, on: symmetric_entries) == 2*A - A .* eye(n)")]
    [InlineData("grad(tr(A*B), B, on: diagonal) == diag(diag(A))")]
    [InlineData("grad(a*sum(x), x, on: sphere) == a*ones(n) - a*sum(x)*x")]
    [InlineData("grad(tr(C'*Z*θ'), Z, on: stiefel) == C*θ - Z*(Z'*C*θ + θ'*C'*Z)/2")]
    [InlineData("sum(grad(x'*A*x, x, on: simplex_tangent)) == 0")]
    public void A_derivative_is_what_its_spelling_says(string claim) =>
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Samples.Scope.ParseClaim(claim)));

    [Theory]
    [InlineData("mixed(x'*B*y, x, y) == B'")]
    [InlineData("grad(tr(A*B), B, on: symmetric_entries) == 2*A")]
    [InlineData("grad(x'*A*x, x, on: simplex_tangent) == grad(x'*A*x, x)")]
    public void Another_convention_is_refuted(string claim) =>
        Assert.IsType<Verdict.Refuted>(Verifier.Decide(Samples.Scope.ParseClaim(claim)));
}
