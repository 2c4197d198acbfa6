using DerivationKit.Proving;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Kernel;

// Identities of inverses and determinants with their equation in Petersen and Pedersen 2012, The Matrix Cookbook (MC), and beside each
// one that differs by a transpose, a sign or a factor.
public class MatrixClaimTests
{
    private static readonly Scope Scope = Scope.Parse("""
        A, B, C, X: matrix(n,n)
        P: matrix(n,n) symmetric
        U: matrix(n,m)
        V, H: matrix(m,n)
        G: matrix(m,m)
        a, b, x, y, μ: vector(n)
        p: vector(n) positive
        u: vector(m)
        s, t: scalar
        c: scalar positive
        """);

    public static TheoryData<string, string, string> Identities { get; } = new()
    {
        { "MC 1", "inv(A*B) == inv(B)*inv(A)", "inv(A*B) == inv(A)*inv(B)" },
        { "MC 2", "inv(A*B*C) == inv(C)*inv(B)*inv(A)", "inv(A*B*C) == inv(A)*inv(B)*inv(C)" },
        { "MC 3", "inv(A') == inv(A)'", "inv(A') == inv(A)" },
        { "MC 18", "det(c*A) == exp(n*log(c))*det(A)", "det(c*A) == c*det(A)" },
        { "MC 19", "det(A') == det(A)", "det(A') == -det(A)" },
        { "MC 20", "det(A*B) == det(A)*det(B)", "det(A + B) == det(A) + det(B)" },
        { "MC 21", "det(inv(A)) == 1/det(A)", "det(inv(A)) == det(A)" },
        { "MC 22", "det(A^3) == det(A)^3", "det(A^3) == 3*det(A)" },
        { "MC 24", "det(eye(n) + a*b') == 1 + a'*b", "det(eye(n) + a*b') == 1 - a'*b" },
        { "MC 49", "grad(det(X), X) == det(X)*inv(X)'", "grad(det(X), X) == det(X)*inv(X)" },
        { "MC 46", "deriv(det(A + t*B), t) == det(A + t*B)*tr(inv(A + t*B)*B)", "deriv(det(A + t*B), t) == tr(inv(A + t*B)*B)" },
        { "MC 51", "grad(det(A*X*B), X) == det(A*X*B)*inv(X')", "grad(det(A*X*B), X) == det(A*X*B)*inv(X)" },
        { "MC 52", "grad(det(X'*A*X), X) == 2*det(X'*A*X)*inv(X')", "grad(det(X'*A*X), X) == det(X'*A*X)*inv(X')" },
        { "MC 53", "grad(det(H*P*H'), H) == 2*det(H*P*H')*inv(H*P*H')*H*P", "grad(det(H*P*H'), H) == det(H*P*H')*inv(H*P*H')*H*P" },
        { "MC 54", "grad(det(H*A*H'), H) == det(H*A*H')*(inv(H*A*H')'*H*A' + inv(H*A*H')*H*A)", "grad(det(H*A*H'), H) == det(H*A*H')*inv(H*A*H')*H*(A + A')" },
        { "MC 55", "grad(logdet(U'*U), U) == 2*U*inv(U'*U)", "grad(logdet(U'*U), U) == U*inv(U'*U)" },
        { "MC 57", "grad(logdet(X), X) == inv(X)'", "grad(logdet(X), X) == inv(X)" },
        { "MC 58", "grad(det(X^3), X) == 3*det(X^3)*inv(X)'", "grad(det(X^3), X) == det(X^3)*inv(X)'" },
        { "MC 59", "deriv(inv(A + t*B), t) == -inv(A + t*B)*B*inv(A + t*B)", "deriv(inv(A + t*B), t) == -B*inv(A + t*B)*inv(A + t*B)" },
        { "MC 61", "grad(a'*inv(X)*b, X) == -inv(X)'*a*b'*inv(X)'", "grad(a'*inv(X)*b, X) == -inv(X)*a*b'*inv(X)" },
        { "MC 62", "grad(det(inv(X)), X) == -det(inv(X))*inv(X)'", "grad(det(inv(X)), X) == det(inv(X))*inv(X)'" },
        { "MC 63", "grad(tr(A*inv(X)*B), X) == -(inv(X)*B*A*inv(X))'", "grad(tr(A*inv(X)*B), X) == -inv(X)*B*A*inv(X)" },
        { "MC 64", "grad(tr(inv(X + A)), X) == -(inv(X + A)*inv(X + A))'", "grad(tr(inv(X + A)), X) == -inv(X + A)'" },
        { "MC 124", "grad(tr(inv(U'*P*U)*G), U) == -P*U*inv(U'*P*U)*(G + G')*inv(U'*P*U)", "grad(tr(inv(U'*P*U)*G), U) == -2*P*U*inv(U'*P*U)*G*inv(U'*P*U)" },
        { "MC 145", "inv(A) + inv(B) == inv(A)*(A + B)*inv(B)", "inv(A) + inv(B) == inv(A + B)" },
        { "MC 156, Woodbury", "inv(A + U*G*V) == inv(A) - inv(A)*U*inv(inv(G) + V*inv(A)*U)*V*inv(A)", "inv(A + U*G*V) == inv(A) - inv(A)*U*inv(G + V*inv(A)*U)*V*inv(A)" },
        { "MC 157", "inv(A + H'*G*H) == inv(A) - inv(A)*H'*inv(inv(G) + H*inv(A)*H')*H*inv(A)", "inv(A + H'*G*H) == inv(A) + inv(A)*H'*inv(inv(G) + H*inv(A)*H')*H*inv(A)" },
        { "MC 160, Sherman and Morrison", "inv(A + b*a') == inv(A) - inv(A)*b*a'*inv(A)/(1 + a'*inv(A)*b)", "inv(A + b*a') == inv(A) - inv(A)*b*a'*inv(A)/(1 - a'*inv(A)*b)" },
        { "MC 161, Searle", "inv(eye(n) + inv(A)) == A*inv(A + eye(n))", "inv(eye(n) + inv(A)) == inv(A + eye(n))" },
        { "MC 162", "inv(A + B*B')*B == inv(A)*B*inv(eye(n) + B'*inv(A)*B)", "inv(A + B*B')*B == inv(A)*B*inv(eye(n) + B*inv(A)*B')" },
        { "MC 163", "inv(inv(A) + inv(B)) == A*inv(A + B)*B", "inv(inv(A) + inv(B)) == A*inv(A + B)*A" },
        { "MC 164", "A - A*inv(A + B)*A == B - B*inv(A + B)*B", "A - A*inv(A + B)*B == B - B*inv(A + B)*B" },
        { "MC 165", "inv(A) - inv(B) == inv(A)*(B - A)*inv(B)", "inv(A) - inv(B) == inv(A)*(A - B)*inv(B)" },
        { "MC 166", "inv(eye(n) + U*V) == eye(n) - U*inv(eye(m) + V*U)*V", "inv(eye(n) + U*V) == eye(n) - U*inv(eye(m) - V*U)*V" },
        { "MC 167", "inv(eye(n) + U*V)*U == U*inv(eye(m) + V*U)", "inv(eye(n) + A*B)*A == A*inv(eye(n) + A*B)" },
        { "Harville 1997, theorem 18.1.1", "det(A + U*G*V) == det(A)*det(G)*det(inv(G) + V*inv(A)*U)", "det(A + U*G*V) == det(A)*det(inv(G) + V*inv(A)*U)" },
        { "Harville 1997, corollary 18.1.2", "det(eye(n) + U*V) == det(eye(m) + V*U)", "det(eye(n) + U*V) == det(eye(m) - V*U)" },
        { "Harville 1997, corollary 18.1.3", "det(A + a*b') == det(A)*(1 + b'*inv(A)*a)", "det(A + a*b') == det(A)*(1 + a'*inv(A)*b)" },
        { "Woodbury in a trace", "tr(inv(A + U*V)*B) == tr(inv(A)*B) - tr(V*inv(A)*B*inv(A)*U*inv(eye(m) + V*inv(A)*U))", "tr(inv(A + U*V)*B) == tr(inv(A)*B) - tr(inv(A)*U*V*inv(A)*B)" },
        { "ridge regression, push-through", "inv(H'*H + c*eye(n))*H' == H'*inv(H*H' + c*eye(m))", "inv(H'*H + c*eye(n))*H' == H'*inv(H*H' - c*eye(m))" },
        { "ridge regression in its weight", "deriv(inv(H'*H + s*eye(n))*H'*u, s) == -inv(H'*H + s*eye(n))^2*H'*u", "deriv(inv(H'*H + s*eye(n))*H'*u, s) == -inv(H'*H + s*eye(n))*H'*u" },
        { "Gaussian likelihood in its mean", "grad(-logdet(P)/2 - (x - μ)'*inv(P)*(x - μ)/2, μ) == inv(P)*(x - μ)", "grad(-logdet(P)/2 - (x - μ)'*inv(P)*(x - μ)/2, μ) == -inv(P)*(x - μ)" },
        { "Gaussian likelihood in its covariance", "grad(-logdet(P)/2 - (x - μ)'*inv(P)*(x - μ)/2, P) == (inv(P)*(x - μ)*(x - μ)'*inv(P) - inv(P))/2", "grad(-logdet(P)/2 - (x - μ)'*inv(P)*(x - μ)/2, P) == (inv(P)*(x - μ)*(x - μ)'*inv(P) + inv(P))/2" },
        { "Rasmussen and Williams 2006, eq. 5.9", "deriv(-y'*inv(A + t*P)*y/2 - logdet(A + t*P)/2, t) == y'*inv(A + t*P)*P*inv(A + t*P)*y/2 - tr(inv(A + t*P)*P)/2", "deriv(-y'*inv(A + t*P)*y/2 - logdet(A + t*P)/2, t) == y'*inv(A + t*P)*P*inv(A + t*P)*y/2 - tr(inv(A + t*P))/2" },
        { "second derivative of log det", "deriv(deriv(logdet(A + t*B), t), t) == -tr((inv(A + t*B)*B)^2)", "deriv(deriv(logdet(A + t*B), t), t) == tr((inv(A + t*B)*B)^2)" },
        { "log |det| of products", "logdet(A*B) == logdet(A) + logdet(B)", "logdet(A*B) == logdet(A)*logdet(B)" },
        { "log |det| of an inverse", "logdet(inv(A)) == -logdet(A)", "logdet(inv(A)) == logdet(A)" },
        { "diagonal matrices", "logdet(diag(p)) == sum(log(p))", "logdet(diag(p)) == log(sum(p))" },
        { "inverse of a diagonal matrix", "inv(diag(x)) == diag(1 ./ x)", "inv(diag(x)) == diag(x)" },
        { "inverse of a symmetric matrix", "inv(P)' == inv(P)", "inv(A)' == inv(A)" },
        { "negative powers", "A^-2*A^3 == A", "A^-2*A^3 == A^-1" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void An_identity_is_proved_and_its_twin_is_not(string source, string identity, string twin)
    {
        Attempt proved = Prover.Prove(Scope.ParseClaim(identity));
        Assert.True(proved is Attempt.Succeeded, $"{source}: {(proved as Attempt.Failed)?.Reason}");
        Assert.IsType<Attempt.Failed>(Prover.Prove(Scope.ParseClaim(twin), 1_000));
    }

    // A matrix of ones has no inverse; nothing cancels for it, and what holds where it is defined holds nowhere.
    [Fact]
    public void Conditions_name_every_determinant()
    {
        Attempt attempt = Prover.Prove(Scope.ParseClaim("inv(A)*B*inv(B) == inv(A)"));
        Assert.Equal(2, Assert.IsType<Attempt.Succeeded>(attempt).Theorem.Conditions.Length);
    }
}
