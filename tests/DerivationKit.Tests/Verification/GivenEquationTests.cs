using DerivationKit.Language;

namespace DerivationKit.Tests.Verification;

// What is decided under given equations beyond what single instances show.
public class GivenEquationTests
{
    // p = softmax(x) is rational where all entries of x are equal, and these claims are true there: put in, they are refuted.
    [Theory]
    [InlineData("x, p: vector(n); given p == softmax(x)", "grad(logsumexp(x), x) == ones(n)/n")]
    [InlineData("x, p: vector(n); given p == softmax(x)", "p == ones(n)/n")]
    [InlineData("a, b: scalar; given exp(a) == b", "b == 1 + a")]
    public void What_is_false_where_a_definition_is_irrational_is_not_called_tested(string declarations, string claim) =>
        Assert.Contains("false with what the given equations define put in", Assert.IsType<Verdict.Undecided>(Decide(declarations, claim)).Reason);

    // Put in, s leaves nothing behind: that x > 0 is still known, or the claim would seem false at x = -1. No rule takes arctan apart, and nothing proves it.
    [Fact]
    public void A_definition_is_defined_where_it_is_put_in() =>
        Assert.IsType<Verdict.Tested>(Decide("x, s: scalar; given s == log(x)", "arctan(abs(x)) == 2*arctan(x/(1 + sqrt(1 + x^2)))"));

    [Theory]
    [InlineData("x, p: vector(n); given p == softmax(x)", "grad(logsumexp(x), x) == p")]
    [InlineData("x: vector(n) nonzero; s: scalar positive; given s == norm2(x)", "x'*x/s == s")]
    [InlineData("A: matrix(n,n); B: matrix(n,n) symmetric; s, y: vector(n); given A == B - B*s*s'*B/(s'*B*s) + y*y'/(y'*s)", "A*s == y")]
    [InlineData("K: matrix(n,m); P: matrix(n,n) pd; H: matrix(m,n); R: matrix(m,m) pd; given K == P*H'*inv(H*P*H' + R), invertible(H*P*H' + R)", "K*(H*P*H' + R) == P*H'")]
    public void What_is_true_under_a_definition_is_proved(string declarations, string claim) => Assert.IsType<Verdict.ProvedAllDimensions>(Decide(declarations, claim));

    // x² = 1 has two solutions, however often they are drawn.
    [Fact]
    public void An_instance_counts_once() =>
        Assert.InRange(Assert.IsType<Verdict.Tested>(Decide("x: scalar; given x^2 == 1", "arctan(x) == 2*arctan(x/(1 + sqrt(1 + x^2)))")).Instances, 1, 2);

    private static Verdict Decide(string declarations, string claim) => Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim));
}
