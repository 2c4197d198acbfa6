using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.SelfTest;

namespace DerivationKit.Tests.SelfTest;

public class WrongRulesTests
{
    // By the product rule, grad(x'Ax) = (A + A')x has one term for each factor; each wrong rule forgets one.
    [Theory]
    [InlineData("A*x")]
    [InlineData("A'*x")]
    public void A_term_of_the_product_rule_is_forgotten(string wrong) => AssertOneIs("grad(x'*A*x, x)", wrong);

    // D softmax(z) = diag(p) - pp'.
    [Theory]
    [InlineData("diag(softmax(z))")]
    [InlineData("-softmax(z)*softmax(z)'")]
    public void Half_of_the_derivative_of_a_softmax_is_forgotten(string wrong) => AssertOneIs("jacobian(softmax(z), z)", wrong);

    [Fact]
    public void No_wrong_rule_keeps_a_product()
    {
        Scope scope = Types();
        Claim kept = scope.ParseClaim("grad(x'*A*x, x) == (A + A')*x");
        ImmutableArray<Expr> wrong = [.. WrongRules.At((Derivative)kept.Left).Select(mutation => mutation.Build())];
        Assert.NotEmpty(wrong);
        Assert.All(wrong, w => Assert.IsType<Verdict.Refuted>(Verifier.Decide(Claim.Equal(w, kept.Right))));
    }

    private static void AssertOneIs(string derivative, string wrong)
    {
        Claim claim = Types().ParseClaim($"{derivative} == {wrong}");
        Assert.IsType<Verdict.Refuted>(Verifier.Decide(claim));
        Assert.Contains(
            WrongRules.At((Derivative)claim.Left).Select(mutation => mutation.Build()),
            w => Verifier.Decide(Claim.Equal(w, claim.Right)) is Verdict.ProvedAllDimensions);
    }

    private static Scope Types() => Scope.FromTypes([("A", "matrix(n,n)"), ("x", "vector(n)"), ("z", "vector(k)")], []);
}
