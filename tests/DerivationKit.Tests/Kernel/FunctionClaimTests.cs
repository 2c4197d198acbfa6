using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Tests.Kernel.Exact;

namespace DerivationKit.Tests.Kernel;

public class FunctionClaimTests
{
    public static TheoryData<string> Identities => [.. FunctionClaims.True.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Twins => [.. FunctionClaims.False.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Identities))]
    public void An_identity_is_proved(string name)
    {
        Attempt attempt = Prover.Prove(FunctionClaims.True[name]);
        Assert.True(attempt is Attempt.Succeeded, $"{attempt}");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_false_twin_is_not_proved(string name) => Assert.IsType<Attempt.Failed>(Prover.Prove(FunctionClaims.False[name]));

    // What a person reads behind the theorem: neither more nor less than what both sides and their derivatives need.
    [Theory]
    [InlineData("D|x| = sign x", "a ≠ 0")]
    [InlineData("|x|² = x²")]
    [InlineData("relu(x) - relu(-x) = x")]
    [InlineData("D relu = step", "a ≠ 0")]
    [InlineData("log a² = 2 log|a|", "a ≠ 0")]
    [InlineData("log|ab|", "a ≠ 0", "b ≠ 0")]
    [InlineData("arcsin'", "(1 + -1 (a)^(2)) > 0")]
    [InlineData("arcsin + arccos", "(1 + -1 (a)^(2)) ≥ 0")]
    [InlineData("arctan'")]
    [InlineData("tan' = 1 + tan²", "Cos(a) ≠ 0")]
    [InlineData("sqrt(a) sqrt(b)", "a ≥ 0", "b ≥ 0")]
    [InlineData("1-norm's gradient", "x[p] ≠ 0")]
    [InlineData("norm's gradient", "sum_p (x[p])^(2) > 0")]
    [InlineData("causal softmax")]
    [InlineData("log(e^a+e^b)")]
    public void A_proof_rests_on_its_conditions(string name, params string[] conditions)
    {
        var succeeded = Assert.IsType<Attempt.Succeeded>(Prover.Prove(FunctionClaims.True[name]));
        Assert.Equal(conditions, succeeded.Theorem.Conditions.Select(TermText.Of).Order(StringComparer.Ordinal));
    }

    // The derivative of an arcsine vanishes with its argument's, but it has to exist all the same.
    [Fact]
    public void A_derivative_that_is_dropped_leaves_its_condition()
    {
        Term constant = Terms.Arcsin(Terms.At("y"));
        var obligations = Obligations.Of(new(
            [new("y", [])], [], Terms.D(new Formal("z", []), Terms.Mul(Terms.At("z"), constant), Terms.Tensor([], Terms.Num(0)), Terms.Tensor([], Terms.Num(1))), constant));
        Assert.Equal(["(1 + -1 (y)^(2)) ≥ 0"], obligations.Conditions.Select(TermText.Of));
    }
}
