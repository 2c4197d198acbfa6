using DerivationKit.Language;

namespace DerivationKit.Tests.Verification;

// A theorem under a condition that holds nowhere says nothing: D det at a singular point, whose formula divides by det.
public class EmptyConditionTests
{
    [Theory]
    [InlineData("A: matrix(2,2); t: scalar", "deriv(det(t*A), t = 0) == 0")]
    [InlineData("A: matrix(2,2)", "grad(det(A), A = zeros(2,2)) == 0")]
    public void A_claim_whose_conditions_hold_nowhere_is_not_proved(string declarations, string claim) =>
        Assert.Contains("no instance at which its conditions hold", Assert.IsType<Verdict.Tested>(Decide(declarations, claim)).Reason);

    [Theory]
    [InlineData("A: matrix(n,n)", "grad(det(A), A = zeros(n,n)) == 0")]
    [InlineData("a, t: scalar", "deriv(det(t*eye(2)), t = 0) == relu(a - 1000000)")]
    [InlineData("A: matrix(2,2); x: scalar", "grad(det(A), A = A - A) == relu(x - 1000000)*A")]
    [InlineData("x: vector(n)", "grad(det(diag(x)), x = zeros(n)) == 0")]
    [InlineData("A: matrix(2,2); t: scalar", "deriv(det(t*A), t = 0) == 7")]
    public void Where_a_condition_fails_a_difference_refutes(string declarations, string claim) =>
        Assert.IsType<Verdict.Refuted>(Decide(declarations, claim));

    [Fact]
    public void Where_they_hold_somewhere_the_witness_satisfies_them()
    {
        var proved = Assert.IsType<Verdict.ProvedAllDimensions>(Decide("A: matrix(2,2)", "grad(det(A), A) == det(A)*inv(A)'"));
        ExactArray a = proved.Witness.Inputs["A"];
        Assert.NotEqual(a[0, 0] * a[1, 1], a[0, 1] * a[1, 0]);
    }

    private static Verdict Decide(string declarations, string claim) => Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim));
}
