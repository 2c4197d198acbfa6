using DerivationKit.Language;
using DerivationKit.SelfTest;

namespace DerivationKit.Tests.SelfTest;

public class GroundTruthTests
{
    private static readonly GroundTruth Truth = new(7);

    [Theory]
    [InlineData("vector(n)", "grad(x'*x, x) == 2*x")]
    [InlineData("vector(n)", "sum(softmax(x)) == 1")]
    [InlineData("scalar", "sqrt(x)^2 == x")] // nowhere below 0
    public void True_claims_are_not_disproved(string type, string claim)
    {
        (Disproof? disproof, int agreeing) = Truth.Disprove(Read(type, claim));
        Assert.Null(disproof);
        Assert.InRange(agreeing, 1, int.MaxValue);
    }

    // The second is true where n is 1 or 2; the third differs in the 40th digit of irrational numbers.
    [Theory]
    [InlineData("vector(n)", "grad(x'*x, x) == x")]
    [InlineData("vector(n)", "(n - 1)*(n - 2)*x == 0")]
    [InlineData("vector(n)", "exp(x) == (1 + 10^(-40))*exp(x)")]
    public void False_claims_are_disproved(string type, string claim) => Assert.NotNull(Truth.Disprove(Read(type, claim)).Disproof);

    [Fact]
    public void What_is_nowhere_defined_is_not_compared() => Assert.Equal((null, 0), Truth.Disprove(Read("scalar", "log(-x^2 - 1) == x")));

    [Theory]
    [InlineData("x == 2*x", true)]
    [InlineData("exp(x) == exp(2*x)", true)]
    [InlineData("2*x == x + x", false)]
    [InlineData("exp(x) == exp(2*x/2)", false)]
    [InlineData("x/(x - x) == 2*x", false)]
    public void A_counterexample_is_confirmed_where_it_is_one(string claim, bool isOne)
    {
        var refuted = Assert.IsType<Verdict.Refuted>(Verifier.Decide(Read("scalar", "x == 2*x")));
        Assert.Equal(isOne, GroundTruth.Confirms(Read("scalar", claim), refuted.Counterexample));
    }

    [Fact]
    public void A_counterexample_has_the_declared_properties()
    {
        var refuted = Assert.IsType<Verdict.Refuted>(Verifier.Decide(Read("scalar", "abs(x) == x")));
        Assert.True(GroundTruth.Confirms(Read("scalar", "abs(x) == x"), refuted.Counterexample));
        Assert.False(GroundTruth.Confirms(Read("scalar", "abs(x) == x", "nonnegative(x)"), refuted.Counterexample));
    }

    [Fact]
    public void A_large_counterexample_is_not_the_smallest()
    {
        Claim claim = Read("vector(n)", "x == 2*x");
        var refuted = Assert.IsType<Verdict.Refuted>(Verifier.Decide(claim));
        Assert.True(Truth.IsSmallest(claim, refuted.Counterexample));
        Disproof large = Truth.Disprove(claim).Disproof!;
        Assert.False(Truth.IsSmallest(claim, refuted.Counterexample with { Instance = large.Instance }));
    }

    [Fact]
    public void Searches_of_true_claims_find_nothing()
    {
        TrueClaimsCard card = TrueClaims.Of([new("a", Read("vector(n)", "grad(x'*x, x) == 2*x")), new("b", Read("scalar", "x/x == 1"))], 1, 4, 2, _ => { });
        Assert.Equal((2, 4, 8, 0), (card.Claims, card.Seeds, card.Agreed, card.Empty));
        Assert.Empty(card.Refutations);
    }

    [Fact]
    public void A_search_that_finds_something_is_reported()
    {
        TrueClaimsCard card = TrueClaims.Of([new("false", Read("vector(n)", "x == 2*x")), new("empty", Read("scalar", "log(-x^2 - 1) == x"))], 5, 2, 2, _ => { });
        Assert.Equal([("false", 5ul), ("false", 6ul)], card.Refutations.Select(r => (r.Id, r.Seed)));
        Assert.Equal((0, 2), (card.Agreed, card.Empty));
    }

    private static Claim Read(string type, string claim, params string[] given) => Scope.FromTypes([("x", type)], [.. given]).ParseClaim(claim);
}
