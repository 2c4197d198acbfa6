using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Suggesting;

namespace DerivationKit.Tests.Suggesting;

public class SuggesterTests
{
    // Each slip with the formula that textbooks have.
    [Theory]
    [InlineData("A: matrix(m,n); x: vector(n); y: vector(m)", "grad(norm2(A*x - y)^2, x) == A'*(A*x - y)", "2*A'*(A*x - y)")]
    [InlineData("A: matrix(m,n); X: matrix(n,m)", "grad(tr(A*X), X) == -A'", "A'")]
    [InlineData("A: matrix(n,n); X: matrix(n,n)", "grad(tr(A*X), X) == A", "A'")]
    [InlineData("A: matrix(n,n); x, y: vector(n)", "x'*A*y == y'*A*x", "y'*A'*x")]
    [InlineData("Z: matrix(n,d); T: matrix(k,d); C: matrix(n,k) onehot_rows",
        "grad(-sum(C .* logsoftmax_rows(Z*T')), Z) == (softmax_cols(Z*T') - C)*T", "(softmax_rows(Z*T') - C)*T")]
    [InlineData("X: matrix(m,n)", "grad(mean(X), X) == ones(m,n)/m", "ones(m, n)/m/n")]
    [InlineData("X: matrix(m,n); w: vector(n); y: vector(m)", "grad(sum(softplus(X*w)) - y'*X*w, w) == X'*(sigmoid(X*w) + y)", "X'*(sigmoid(X*w) - y)")]
    public void A_slip_is_put_right(string declarations, string claim, string formula)
    {
        Suggestion suggestion = Assert.Single(For(declarations, claim), s => s.Kind == SuggestionKind.NearMiss);
        Assert.Equal(formula, Text.Print(suggestion.Claim.Right));
    }

    [Theory]
    [InlineData("x: vector(n); A: matrix(n,n)", "grad(x'*A*x, x) == 2*A*x", "symmetric(A)")]
    [InlineData("x: scalar", "sqrt(x^2) == x", "positive(x)")]
    [InlineData("N, C: matrix(m,n)", "grad(-sum(C .* logsoftmax_rows(N)), N) == softmax_rows(N) - C", "row_stochastic(C)")]
    [InlineData("Q: matrix(n,n)", "Q'*Q == eye(n)", "orthogonal(Q)")]
    public void A_missing_assumption_is_named(string declarations, string claim, string assumption) =>
        Assert.Equal(assumption, Assert.Single(For(declarations, claim), s => s.Kind == SuggestionKind.Assumption).Change);

    // What is symmetric and skew is 0.
    [Theory]
    [InlineData("A: matrix(n,n)", true)]
    [InlineData("A: matrix(n,n) symmetric", false)]
    public void An_assumption_that_leaves_nothing_is_not_named(string declarations, bool isNamed) =>
        Assert.Equal(isNamed, For($"{declarations}; x: vector(n)", "x'*A*x == 0").Any(s => s.Change == "skew(A)"));

    [Fact]
    public void What_the_left_side_is_comes_last()
    {
        Suggestion derived = Assert.Single(For("x: vector(n); A: matrix(n,n)", "grad(x'*A*x, x) == 3*x"), s => s.Kind == SuggestionKind.Derived);
        Assert.Equal("(A + A')*x", Text.Print(derived.Claim.Right));
    }

    [Fact]
    public void What_is_beyond_repair_gets_no_suggestion() => Assert.Empty(For("x, y: scalar", "exp(x) == y"));

    [Theory]
    [InlineData("x: vector(n); A: matrix(n,n) symmetric", "grad(x'*A*x, x) == (A + A')*x", "symmetric(A)")]
    [InlineData("x: vector(n); A: matrix(n,n) symmetric", "grad(x'*A*x, x) == 2*A*x", "")]
    [InlineData("N: matrix(m,n); C: matrix(m,n) onehot_rows positive", "sum(C) == m", "positive(C)")]
    public void Assumptions_that_a_proof_does_not_need_are_listed(string declarations, string claim, string unused) =>
        Assert.Equal(unused, string.Join(", ", Assumptions.Unused(Scope.Parse(declarations).ParseClaim(claim))));

    private static ImmutableArray<Suggestion> For(string declarations, string text)
    {
        Claim claim = Scope.Parse(declarations).ParseClaim(text);
        var refuted = Assert.IsType<Verdict.Refuted>(Verifier.Decide(claim));
        return Suggester.For(claim, refuted.Counterexample);
    }
}
