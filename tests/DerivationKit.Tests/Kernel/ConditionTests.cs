using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;

namespace DerivationKit.Tests.Kernel;

// Claims that are true where both sides are defined: what that takes is stated, even if a factor 0 or a derivative drops it.
public class ConditionTests
{
    public static TheoryData<string, string> Conditional => new()
    {
        { "a/a == 1", "a ≠ 0" },
        { "x ./ x == ones(n)", "x[i] ≠ 0" },
        { "s/s == 1", "" },
        { "0/a == 0", "a ≠ 0" },
        { "0*log(a) == 0", "a > 0" },
        { "log(a) - log(a) == 0", "a > 0" },
        { "log(a)^0 == 1", "a > 0" },
        { "(1/a)^0 == 1", "a ≠ 0" },
        { "1/(1/a) == a", "a ≠ 0" },
        { "(a^2 - b^2)/(a - b) == a + b", "(a + -1 b) ≠ 0" },
        { "1/a + 1/b == (a + b)/(a*b)", "a ≠ 0; b ≠ 0" },
        { "1/(1 + a^2) == (1 + a^2)/(1 + a^2)^2", "" },
        { "1/(s + exp(a)) == (s + exp(a))^(-1)", "" },
        { "(n - 1)/(n - 1) == 1", "(n + -1 1) ≠ 0" },
        { "n/n == 1", "" },
        { "sqrt(a)^2 == a", "a ≥ 0" },
        { "sqrt(a)*sqrt(a) == a", "a ≥ 0" },
        { "sqrt(s)^2 == s", "" },
        { "sqrt(a^2)^2 == a^2", "" },
        { "sqrt(a^2 + b^2)^2 == a^2 + b^2", "" },
        { "a^(-1/2)*a == sqrt(a)", "a > 0" },
        { "sqrt(s*a) == sqrt(s)*sqrt(a)", "a ≥ 0" },
        { "log(a^2) == 2*log(a)", "a > 0" },
        { "log(s^2) == 2*log(s)", "" },
        { "log(a*b) == log(a) + log(b)", "a > 0; b > 0" },
        { "exp(log(a)) == a", "a > 0" },
        { "log(exp(a)) == a", "" },
        { "log(1/2*(1 + a)) == log(1/2) + log(1 + a)", "(1 + a) > 0" },
        { "sqrt(-1*a)^2 == -a", "-1 a ≥ 0" },
        { "log(sum(exp(x))) == logsumexp(x)", "" },
        { "sum(log(x)) - sum(log(x)) == 0", "x[k] > 0" },
        { "tr(log(B)) == tr(log(B'))", "B[k,k] > 0" },
        { "0*tr(log(B)) + 0*sum(1 ./ B) == 0", "B[k,k] > 0; B[k,l] ≠ 0" },
        { "1/sum(x) + 0*sum(1 ./ x) == 1/sum(x)", "sum_k x[k] ≠ 0; x[k] ≠ 0" },
        { "log(rowsum(U)) == log(U*ones(k))", "" },
        { "log(rowsum(M)) == log(M*ones(k))", "sum_l M[i,l] > 0" },
        { "1 ./ M == M ./ M.^2", "M[i,j] ≠ 0" },

        // Derivatives
        { "deriv(sqrt(a), a) == 1/(2*sqrt(a))", "a > 0" },
        { "deriv(a^(3/2), a) == 3/2*sqrt(a)", "a > 0" },
        { "deriv(log(a), a) == 1/a", "a > 0" },
        { "deriv(sqrt(a)*b, b) == sqrt(a)", "a ≥ 0" },
        { "deriv(a^0, a) == 0", "" },
        { "deriv(deriv(deriv(a^2, a), a), a) == 0", "" },
        { "deriv(sqrt(a)^0, a) == 0", "a > 0" },
        { "deriv(a + log(b), a) == 1", "b > 0" },
        { "deriv(a + sqrt(b), a) == 1", "b ≥ 0" },
        { "deriv(deriv(a + sqrt(b), a), b) == 0", "b > 0" },
        { "deriv(b, a = log(t)) == 0", "t > 0" },
        { "jvp(b, a, 1/t) == 0", "t ≠ 0" },
        { "jvp(Z, Z = log(Z), Z) == Z", "Z[i,j] > 0" },
        { "jvp(0*x, x, y ./ x) == 0", "x[i] ≠ 0" },
        { "grad(sum(sqrt(x.^2)), x) == x ./ sqrt(x.^2)", "x[k] ≠ 0" },
        { "grad(sqrt(x'*x), x) == x/sqrt(x'*x)", "sum_p x[p] x[p] > 0" },

        // A power of a root of a sum of squares is one of the sum, at 0 too; of anything else it is one only where that is not negative.
        { "grad(norm2(x)^2, x) == 2*x", "" },
        { "grad(norm2(K*x - K*y)^2/2, x) == K'*K*(x - y)", "" },
        { "grad(norm2(x)^4, x) == 4*(x'*x)*x", "" },
        { "deriv(sqrt(a^2 + 3*b^4)^2, a) == 2*a", "" },
        { "hessian(norm2(x)^2, x) == 2*eye(n)", "" },
        { "deriv(sqrt(a)^2, a) == 1", "a > 0" },
        { "deriv(sqrt(b*a^2)^2, a) == 2*a*b", "b (a)^(2) > 0" },
        { "deriv(sqrt(a^2 - b^2)^2, a) == 2*a", "((a)^(2) + -1 (b)^(2)) > 0" },
        { "deriv(sqrt(a^3)^2, a) == 3*a^2", "a > 0" },
        { "grad(norm2(x)^3, x) == 3*norm2(x)*x", "sum_k (x[k])^(2) > 0" },
        { "grad(norm2(x)^(-2), x) == -2*x/(x'*x)^2", "sum_k (x[k])^(2) > 0" },

        // Nothing satisfies these: the theorem says so itself.
        { "1/(a - a) == 2", "(a + -1 a) ≠ 0" },
        { "sqrt(-1)^2 == -1", "-1 ≥ 0" },
        { "log(-a^2) == log(-a^2)", "-1 (a)^(2) > 0" },
    };

    [Theory]
    [MemberData(nameof(Conditional))]
    public void A_claim_is_proved_under_the_conditions_that_it_takes(string claim, string conditions) =>
        Assert.Equal(conditions.Split("; ").Order(), string.Join("; ", Claims.ConditionsOf(claim).Select(TermText.Of)).Split("; ").Order());
}
