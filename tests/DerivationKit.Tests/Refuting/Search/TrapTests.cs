using DerivationKit.Language;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Search;

/// <summary>Claims that look true at small sizes, in a part of the domain, or to few digits.</summary>
public class TrapTests
{
    // Commuting numbers; Cayley and Hamilton's theorem for 2×2; Hall's identity for 2×2; symmetric functions on the simplex of 2 and 3.
    [Theory]
    [InlineData("A, B: matrix(n,n)", "A*B == B*A", "n=2")]
    [InlineData("x: vector(n)", "sum(x)^2 == sum(x.^2)", "n=2")]
    [InlineData("A: matrix(n,n)", "tr(A*A*A) == 3/2*tr(A)*tr(A*A) - 1/2*tr(A)^3", "n=3")]
    [InlineData("A, B, C: matrix(n,n); let D = A*B - B*A", "D*D*C == C*D*D", "n=3")]
    [InlineData("P: matrix(n,k) row_stochastic", "rowsum(P.^3) == (3*rowsum(P.^2) - ones(n))/2", "k=3 n=1")]
    [InlineData(
        "P: matrix(n,k) row_stochastic", "ones(n) - 6*rowsum(P.^2) + 3*rowsum(P.^2).^2 + 8*rowsum(P.^3) - 6*rowsum(P.^4) == 0", "k=4 n=1")]
    [InlineData("A: matrix(n,n)", "(n - 1)*(n - 2)*(n - 3)*tr(A) == 0", "n=4")]
    public void A_claim_that_holds_at_small_sizes_is_refuted_at_the_first_other(string declarations, string claim, string sizes)
    {
        Counterexample found = Assert.IsType<SearchResult.Refuted>(Search(declarations, claim)).Counterexample;
        Assert.Equal(sizes, string.Join(' ', found.Instance.Sizes.Select(size => $"{size.Key}={size.Value}")));
    }

    [Theory]
    [InlineData("C: matrix(n,k) onehot_rows", "grad(sum(C .* C), C) == ones(n,k)")]
    [InlineData("X: matrix(n,n) symmetric; A: matrix(n,n)", "grad(tr(A*X), X) == (A + A')/2")]
    [InlineData("M: matrix(m,n) mask", "M == ones(m,n)")]
    [InlineData("M: matrix(m,n) mask", "M == 0")]
    [InlineData("C: matrix(n,k) row_stochastic", "C .* C == C")]
    [InlineData("Q: matrix(n,n) orthogonal", "Q == Q'")]
    [InlineData("x: scalar", "sqrt(x^2) == x")]
    [InlineData("x: scalar", "exp(x)*(1 + 1e-8) == exp(x)")]
    [InlineData("x: scalar positive", "x^(1/2) == x^2")]
    [InlineData("x: vector(n)", "relu(x - vector(100)) == 0*x")]
    [InlineData("x: scalar", "sqrt((x - 10)^2) == 10 - x")]
    [InlineData("x: scalar", "max(x, 50) == 50")]
    [InlineData("x: scalar", "1 + 1e-700*1e-700 == 1")]
    public void A_false_claim_about_a_property_or_a_domain_is_refuted(string declarations, string claim) =>
        Assert.IsType<SearchResult.Refuted>(Search(declarations, claim));

    [Theory]
    [InlineData("C: matrix(n,k) onehot_rows", "C .* C == C")]
    [InlineData("C: matrix(n,k) onehot_rows", "grad(sum(C .* C), C) == 2*C")]
    [InlineData("X: matrix(n,n) symmetric; A: matrix(n,n)", "grad(tr(A*X), X) == A'")]
    [InlineData("M: matrix(m,n) mask", "M .* M == M")]
    [InlineData("Q: matrix(n,n) orthogonal", "Q*Q' == eye(n)")]
    [InlineData("x: scalar", "log(x^2) == 2*log(x)")]
    [InlineData("x: scalar", "x/x == 1")]
    [InlineData("x: scalar", "10^100000 == 10^100000")]
    [InlineData("x, y: scalar", "log(x*y) == log(x) + log(y)")]
    [InlineData("x: scalar", "grad(x^(3/2), x) == 3/2*sqrt(x)")]
    [InlineData("Z: matrix(n,d)", "grad(sum(log(Z)), Z) == ones(n,d) ./ Z")]
    public void What_holds_wherever_both_sides_are_defined_is_not_refuted(string declarations, string claim) =>
        Assert.IsType<SearchResult.Agreed>(Search(declarations, claim));

    // The derivative of (x^3)^(1/2) + ((-x)^3)^(1/2) exists nowhere: its body is defined at 0 alone.
    [Theory]
    [InlineData("x: scalar", "log(-x^2) == 1", "log of a number that is not positive")]
    [InlineData("x: scalar", "1/(x - x) == x", "division by zero")]
    [InlineData("x: scalar", "1/(exp(x^2 + 1) - exp(x^2 + 1)) == x", "division by a number that may be zero")]
    [InlineData("x: scalar", "grad((x^3)^(1/2) + ((-x)^3)^(1/2), x) == 1", "fractional power of a negative number")]
    [InlineData("C: matrix(2,2) onehot_rows positive", "C == 0", "no 2×2 array C is positive and onehot_rows")]
    [InlineData("A: matrix(300,300)", "A == 0", "a 300×300 array A is too large to be drawn")]
    [InlineData(
        "x: scalar", "grad(grad(grad(grad(grad(x^2, x), x), x), x), x) == 1", "derivatives nested more than 4 deep are not evaluated")]
    public void What_can_nowhere_be_compared_is_neither_refuted_nor_agreed(string declarations, string claim, string reason) =>
        Assert.Equal(reason, Assert.IsType<SearchResult.NoInstance>(Search(declarations, claim)).Reason);

    // exp(x^2 + 1) is irrational wherever x is rational, so that only enclosures can tell a factor of 1 + 10^-100 from 1.
    [Fact]
    public void A_near_miss_is_refuted_as_soon_as_the_agreement_asked_for_is_finer()
    {
        Claim claim = Scope.Parse("x: scalar").ParseClaim("exp(-(x^2 + 1))*(1 + 1e-100) == exp(-(x^2 + 1))");
        SearchResult.Agreed agreed = Assert.IsType<SearchResult.Agreed>(Refuter.Search(claim));
        Assert.InRange(agreed.Log2Bound, int.MinValue, -100);
        Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim, new() { AgreementBits = 300 }));
    }

    [Fact]
    public void An_exact_agreement_is_told_from_a_close_one()
    {
        Claim exact = Scope.Parse("x, y: vector(n)").ParseClaim("x'*y == y'*x");
        Assert.Equal(int.MinValue, Assert.IsType<SearchResult.Agreed>(Refuter.Search(exact)).Log2Bound);
    }

    private static SearchResult Search(string declarations, string claim) =>
        Refuter.Search(Scope.Parse(declarations).ParseClaim(claim));
}
