using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Tests.Operators;

// A product of n factors is defined whatever their sign, a power with a real exponent is not.
public class SizePowerTests
{
    private static readonly DerivationKit.Language.Scope Names = DerivationKit.Language.Scope.Parse("A: matrix(n,n); s: scalar; t: scalar positive");

    // Petersen, Pedersen 2012, eq. 19.
    [Theory]
    [InlineData("det(s*A) == s^n*det(A)")]
    [InlineData("det(-A) == (-1)^n*det(A)")]
    [InlineData("(-s)^n == (-1)^n*s^n")]
    [InlineData("(s^n)^2 == (s^2)^n")]
    [InlineData("t^n == exp(n*log(t))")]
    [InlineData("grad(t^n, t) == n*t^(n - 1)")]
    public void Powers_by_a_size_are_proved_without_conditions(string claim) =>
        Assert.Empty(Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Names.ParseClaim(claim))).Conditions);

    [Theory]
    [InlineData("det(s*A) == s*det(A)")]
    [InlineData("det(-A) == -det(A)")]
    [InlineData("det(-A) == det(A)")]
    [InlineData("(-s)^n == s^n")]
    [InlineData("s^n == exp(n*log(s^2)/2)")]
    [InlineData("det(s*A) == s^(n - 1)*det(A)")]
    public void Other_powers_are_refuted(string claim) => Assert.IsType<Verdict.Refuted>(Verifier.Decide(Names.ParseClaim(claim)));

    [Fact]
    public void It_is_written_as_a_power_and_read_back()
    {
        Expr power = Names.ParseExpression("s^n");
        Assert.Equal("s^n", power.ToString());
        Assert.Equal(power, Expr.Pow(Expr.Variable("s", Shape.Scalar), Expr.Size(Dimension.Named("n"))));
        Assert.Equal(power, Names.ParseExpression("size_pow(n, s)"));
        Assert.Equal("power(s, n)", Names.ParseExpression("power(s, n)").ToString());
    }

    // What a substitution makes of a power is the power that would be written so.
    [Fact]
    public void A_size_in_the_place_of_an_exponent_makes_a_power_by_a_size()
    {
        Variable s = Expr.Variable("s", Shape.Scalar), p = Expr.Variable("p", Shape.Scalar);
        Assert.Equal("s^n", Expr.Pow(s, p).Substitute(p, Expr.Size(Dimension.Named("n"))).ToString());
    }
}
