using DerivationKit.Proving;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Kernel;

// Identities of the matrix exponential (Higham 2008, Functions of Matrices, chapters 1, 3 and 10; Hall 2015, chapters 2 and 3), and beside each
// one that differs by a transpose, a sign, a factor or a matrix that does not commute.
public class MatrixExponentialClaimTests
{
    private static readonly Scope Scope = Scope.Parse("""
        A, B, C, X, E, F, P: matrix(n,n)
        K: matrix(n,n) skew
        S: matrix(n,n) symmetric
        Q: matrix(n,n) orthogonal
        U: matrix(n,m)
        V: matrix(m,n)
        x, y: vector(n)
        a, s, t: scalar
        """);

    public static TheoryData<string, string> Identities { get; } = new()
    {
        { "deriv(expm(t*A), t) == A*expm(t*A)", "deriv(expm(t*A), t) == expm(t*A)" },
        { "deriv(expm(t*A), t) == expm(t*A)*A", "deriv(expm(t*A), t) == expm(t*A)*A'" },
        { "deriv(expm(t*A)*x, t) == A*expm(t*A)*x", "deriv(expm(t*A)*x, t) == A'*expm(t*A)*x" },
        { "deriv(deriv(expm(t*A), t), t) == A^2*expm(t*A)", "deriv(deriv(expm(t*A), t), t) == 2*A^2*expm(t*A)" },
        { "deriv(deriv(deriv(expm(t*A), t), t), t) == expm(t*A)*A^3", "deriv(deriv(deriv(expm(t*A), t), t), t) == expm(t*A)*A^2" },
        { "deriv(expm(t*A*B), t) == A*B*expm(t*A*B)", "deriv(expm(t*A*B), t) == B*A*expm(t*A*B)" },
        { "deriv(expm(s*t*(A + B)), t) == s*(A + B)*expm(s*t*(A + B))", "deriv(expm(s*(t*A + B)), t) == s*A*expm(s*(t*A + B))" },
        { "deriv(expm(t*A)'*expm(t*A), t) == A'*expm(t*A)'*expm(t*A) + expm(t*A)'*expm(t*A)*A", "deriv(expm(t*A)'*expm(t*A), t) == 2*expm(t*A)'*expm(t*A)*A" },
        { "deriv(expm(-t*A)*B*expm(t*A), t) == expm(-t*A)*(B*A - A*B)*expm(t*A)", "deriv(expm(-t*A)*B*expm(t*A), t) == expm(-t*A)*(A*B - B*A)*expm(t*A)" },
        { "grad(tr(expm(X)), X) == expm(X')", "grad(tr(expm(X)), X) == expm(X)" },
        { "grad(tr(expm(X .* X)), X) == 2*expm(X .* X)' .* X", "grad(tr(expm(X .* X)), X) == 2*expm(X .* X) .* X" },
        { "grad(tr(B*expm(X)), X) == jvp(expm(X'), X, B)", "grad(tr(B*expm(X)), X) == jvp(expm(X), X, B)" },
        { "grad(tr(B*expm(X)), X) == expm_frechet(X', B')", "grad(tr(B*expm(X)), X) == expm_frechet(X, B)" },
        { "jvp(expm(X), X, E) == expm_frechet(X, E)", "jvp(expm(X), X, E) == E*expm(X)" },
        { "jvp(expm(X), X, a*E + F) == a*jvp(expm(X), X, E) + jvp(expm(X), X, F)", "jvp(expm(X), X, a*E + F) == a*jvp(expm(X), X, E) - jvp(expm(X), X, F)" },
        { "jvp(expm(X), X, X) == X*expm(X)", "jvp(expm(X), X, X) == X + expm(X)" },
        { "jvp(expm(X), X, X^2) == expm(X)*X^2", "jvp(expm(X), X, X') == expm(X)*X'" },
        { "jvp(grad(tr(expm(X)), X), X, E) == jvp(expm(X'), X, E)", "jvp(grad(tr(expm(X)), X), X, E) == jvp(expm(X), X, E)" },
        { "expm_frechet(A', B') == expm_frechet(A, B)'", "expm_frechet(A', B) == expm_frechet(A, B)'" },
        { "tr(expm_frechet(A, B)*C) == tr(B*expm_frechet(A, C))", "tr(expm_frechet(A, B)*C) == tr(B*expm_frechet(C, A))" },
        { "A*expm_frechet(A, B) - expm_frechet(A, B)*A == expm_frechet(A, A*B - B*A)", "A*expm_frechet(A, B) == expm_frechet(A, B)*A" },
        { "expm(A)*expm(-A) == eye(n)", "expm(A)*expm(A) == eye(n)" },
        { "expm(s*A)*expm(t*A) == expm((s + t)*A)", "expm(s*A)*expm(t*B) == expm(s*A + t*B)" },
        { "expm(A)^3 == expm(3*A)", "expm(A)^3 == expm(2*A)" },
        { "expm(A') == expm(A)'", "expm(A') == expm(A)" },
        { "expm(S)' == expm(S)", "expm(A)' == expm(A)" },
        { "expm(K)*expm(K)' == eye(n)", "expm(S)*expm(S)' == eye(n)" },
        { "expm(K)'*expm(K) == eye(n)", "expm(A)'*expm(A) == eye(n)" },
        { "deriv(norm2(expm(t*K)*x)^2, t) == 0", "deriv(norm2(expm(t*S)*x)^2, t) == 0" },
        { "inv(expm(A)) == expm(-A)", "inv(expm(A)) == expm(A)" },
        { "det(expm(A)) == exp(tr(A))", "det(expm(A)) == exp(det(A))" },
        { "det(expm(A'*t)*expm(K)) == exp(t*tr(A))", "det(expm(A'*t)*expm(S)) == exp(t*tr(A))" },
        { "deriv(log(det(expm(t*A))), t) == tr(A)", "deriv(log(det(expm(t*A))), t) == t*tr(A)" },
        { "expm(diag(x)) == diag(exp(x))", "expm(x*x') == exp(x*x')" },
        { "expm(t*eye(n)) == exp(t)*eye(n)", "expm(t*eye(n)) == t*eye(n)" },
        { "expm(A + t*eye(n)) == exp(t)*expm(A)", "expm(A + t*eye(n)) == exp(n*t)*expm(A)" },
        { "expm(zeros(n,n)) == eye(n)", "expm(zeros(n,n)) == ones(n,n)" },
        { "expm(t) == exp(t)", "expm(t) == exp(t)^2" },
        { "A*expm(t*A) == expm(t*A)*A", "A*expm(t*B) == expm(t*B)*A" },
        { "x'*S*expm(S)*y == y'*expm(S)*S*x", "x'*S*expm(A)*y == y'*expm(A)*S*x" },
        { "A*expm(B*A) == expm(A*B)*A", "A*expm(B*A) == expm(B*A)*A" },
        { "V*expm(U*V) == expm(V*U)*V", "V*expm(U*V) == expm(-V*U)*V" },
        { "expm(inv(P)*A*P) == inv(P)*expm(A)*P", "expm(inv(P)*A*P) == P*expm(A)*inv(P)" },
        { "Q*expm(Q'*A*Q) == expm(A)*Q", "Q*expm(Q'*A*Q) == expm(A)" },
        { "inv(A)*expm(A)*A == expm(A)", "inv(B)*expm(A)*B == expm(A)" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void An_identity_is_proved_and_its_twin_is_not(string identity, string twin)
    {
        Attempt proved = Prover.Prove(Scope.ParseClaim(identity));
        Assert.True(proved is Attempt.Succeeded, (proved as Attempt.Failed)?.Reason);
        Assert.IsType<Attempt.Failed>(Prover.Prove(Scope.ParseClaim(twin), 1_000));
    }

    // Everything is defined everywhere: an exponential has an inverse.
    [Theory]
    [InlineData("inv(expm(A))*expm(A) == eye(n)")]
    [InlineData("logdet(expm(A)) == tr(A)")]
    [InlineData("log(det(expm(A))) == tr(A)")]
    public void No_condition_is_asked_for(string claim) =>
        Assert.Empty(Assert.IsType<Attempt.Succeeded>(Prover.Prove(Scope.ParseClaim(claim))).Theorem.Conditions);
}
