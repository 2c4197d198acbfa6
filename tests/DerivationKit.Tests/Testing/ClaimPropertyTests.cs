using DerivationKit.Language;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Testing;

public class ClaimPropertyTests
{
    [Fact]
    public void Rational_sides_are_compared_exactly() =>
        Assert.Contains("100% exactly equal", Check("A: matrix(m,n); B: matrix(n,p)", "(A*B)' == B'*A'"), StringComparison.Ordinal);

    [Fact]
    public void Irrational_sides_are_compared_by_enclosures()
    {
        string report = Check("A: matrix(m,n)", "exp(2*A) == exp(A) .* exp(A)");
        Assert.Contains("passed 40 tests", report, StringComparison.Ordinal);
        Assert.DoesNotContain("100% exactly equal", report, StringComparison.Ordinal);
    }

    // d/dx x^3 = 3x^2, so that 2x^2 is wrong wherever x is not 0, and 1 is the simplest such number.
    [Fact]
    public void A_failure_shows_the_simplest_instance_and_both_sides()
    {
        var failure = Assert.Throws<PropertyFailedException>(() => Check("x: scalar", "grad(x^3, x) == 2*x^2"));
        Assert.Equal("x = [1]", failure.Counterexample);
        Assert.Contains("left = [3], right = [2], different in row 1, column 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_side_is_undefined_nothing_is_claimed() => Check("x: scalar", "exp(log(x)) == x");

    [Fact]
    public void A_claim_that_is_defined_nowhere_does_not_pass()
    {
        var failure = Assert.Throws<PropertyFailedException>(() => Check("x: scalar", "log(-exp(x)) == log(-exp(x))"));
        Assert.Contains("only 0 case(s) met the precondition", failure.Message, StringComparison.Ordinal);
    }

    // softmax over one class is 1, so that this claim is true at k = 1 and false beyond.
    [Fact]
    public void Sizes_come_from_the_range_that_is_asked_for()
    {
        Claim claim = Scope.Parse("X: matrix(n,k)").ParseClaim("softmax_rows(X) == ones(n,k)");
        var failure = Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check("k", ClaimProperty.Holds(claim, new SizeRange(3, 4))));
        Assert.Equal("k = 2, n = 1; X = [0 0]", failure.Counterexample);
        Assert.Matches("^k = [34], n = [34];", failure.FirstFoundAs);
    }

    [Fact]
    public void Threads_share_a_property() =>
        PropertyRunner.Check(
            "threads",
            ClaimProperty.Holds(Scope.Parse("X: matrix(n,k)").ParseClaim("rowsum(softmax_rows(X)) == ones(n)")),
            new() { MaxTest = 40, Parallel = true });

    private static string Check(string declarations, string claim) =>
        PropertyRunner.Check(claim, ClaimProperty.Holds(Scope.Parse(declarations).ParseClaim(claim)), new() { MaxTest = 40 });
}
