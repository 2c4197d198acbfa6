using DerivationKit.Proving;
using DerivationKit.Refuting;
using DerivationKit.Tests.Kernel.Exact;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Kernel;

// What each declared property gives, and what it does not give: the second claim of a pair looks like the first, and is false.
public class PropertyClaimTests
{
    private static readonly Scope Scope = Scope.Parse("""
        A, E: matrix(n,n) symmetric
        B, F: matrix(n,n)
        W: matrix(n,n) skew
        V: matrix(n,n) skew
        D, G: matrix(n,n) diagonal
        Q: matrix(n,n) orthogonal
        R: matrix(n,n) orthogonal symmetric
        U: matrix(m,n) orthonormal_cols
        P: matrix(n,n) permutation
        C: matrix(n,k) onehot_rows
        S: matrix(n,n) row_stochastic
        M: matrix(n,k) mask
        N: matrix(n,k) between01
        K: matrix(n,n) pd
        L: matrix(n,n) psd
        J: matrix(n,n) invertible
        Z: matrix(n,k)
        c: vector(n) onehot
        p: vector(n) simplex
        u: vector(n) unit
        s: vector(n) signs
        z: vector(n) nonzero
        w: vector(n) nonnegative
        x, y: vector(n)
        v: vector(m)
        a: scalar
        """);

    public static TheoryData<string, string> Twins => new()
    {
        // Skew: signs of exchanged slots cancel, along any cycle.
        { "W' == -W", "W' == W" },
        { "x'*W*x == 0", "x'*W*y == 0" },
        { "tr(W) == 0", "tr(W*W) == 0" },
        { "diag(W) == 0", "diag(W*W) == 0" },
        { "tr(W*W*W) == 0", "tr(W*W*W*W) == 0" },
        { "tr(W*A) == 0", "tr(W*B) == 0" },
        { "tr(W*A*W*A*W*A) == 0", "tr(W*A*W*A) == 0" },
        { "x'*W*y == -y'*W*x", "x'*W*y == y'*W*x" },
        { "(W*V)' == V*W", "(W*V)' == -V*W" },
        { "tr(W*V) == -tr(W*V')", "tr(W*V) == tr(W*V')" },
        { "(B*W*B')' == -(B*W*B')", "(B*W)' == -(B*W)" },
        { "sum(W) == 0", "sum(W.^2) == 0" },
        { "sum(W.^3) == 0", "sum(rowsum(W).^2) == 0" },
        { "tr(W*V*W*V*W*V) == tr(V*W*V*W*V*W)", "tr(W*V*W) == tr(V*W*V) + sum(W.^2)" },
        { "tr(W*W*V) == 0", "tr(W*W*V*V) == 0" },

        // Diagonal
        { "D == diag(diag(D))", "D == D*D" },
        { "D' == D", "D' == -D" },
        { "D*G == G*D", "D*B == B*D" },
        { "D*x == diag(D) .* x", "D*x == tr(D)*x" },
        { "D .* B == D .* B'", "D .* B == D*B" },
        { "tr(D*B) == diag(D)'*diag(B)", "tr(D*B) == tr(D)*tr(B)" },
        { "D .* D == D*D", "D .* D == D" },
        { "sum(D) == tr(D)", "sum(D*B) == tr(D*B)" },
        { "D*A*D .* eye(n) == D*D*(A .* eye(n))", "D*A*D == D*D*A" },

        // Orthogonal, orthonormal columns, permutations
        { "R*R == eye(n)", "Q*Q == eye(n)" },
        { "R*A*R*R*A*R == R*A*A*R", "R*A*R*A == A*A" },
        { "U'*U == eye(n)", "U*U' == eye(m)" },
        { "U*U'*U*U' == U*U'", "U*U'*U*U' == U*U' + U*U'" },
        { "(U*x)'*(U*y) == x'*y", "(U'*v)'*(U'*v) == v'*v" },
        { "tr(U*U') == n", "tr(U*U') == m" },
        { "P'*P == eye(n)", "P*P == eye(n)" },
        { "P*P' == eye(n)", "P == P'" },
        { "P .* P == P", "P .* P' == P" },
        { "(P*x) .* (P*y) == P*(x .* y)", "(P*x) .* y == P*(x .* y)" },
        { "sum(P*x) == sum(x)", "sum(P*x) == n*sum(x)" },
        { "colsum(P) == ones(n)", "colsum(S) == ones(n)" },
        { "P*diag(x)*P' == diag(P*x)", "P*diag(x) == diag(P*x)" },

        // Functions of what is 0 or 1
        { "exp(P*x) == P*exp(x)", "exp(P*x) == exp(x)" },
        { "softmax(P*x) == P*softmax(x)", "softmax(P*x) == softmax(x)" },
        { "logsumexp(P*x) == logsumexp(x)", "logsumexp(P*x) == sum(x)" },
        { "logsumexp(P'*x) == logsumexp(x)", "logsumexp(S*x) == logsumexp(x)" },
        { "exp(rowsum(C .* Z)) == rowsum(C .* exp(Z))", "exp(rowsum(M .* Z)) == rowsum(M .* exp(Z))" },
        { "exp(x'*c) == c'*exp(x)", "exp(x'*p) == p'*exp(x)" },
        { "sin(C*C'*x) == C*C'*sin(x) + sin(C*C'*x) - C*C'*sin(x)", "sin(C*C'*x) == C*C'*sin(x)" },
        { "exp(M) == ones(n,k) + (exp(1) - 1)*M", "exp(M) == ones(n,k) + M" },
        { "exp(C .* Z) == ones(n,k) - C + C .* exp(Z)", "exp(C .* Z) == C .* exp(Z)" },
        { "log(ones(n,k) + M) == log(2)*M", "log(ones(n,k) + M) == M" },
        { "sqrt(M) == M", "sqrt(N) == N" },
        { "cos(M) == ones(n,k) - (1 - cos(1))*M", "cos(M) == ones(n,k) - M" },
        { "sum(softplus(-s .* x)) == sum(softplus(x)) - (ones(n) + s)'*x/2", "sum(softplus(-s .* x)) == sum(softplus(x)) - s'*x/2" },
        { "exp(s) == cosh(1)*ones(n) + sinh(1)*s", "exp(s) == ones(n) + sinh(1)*s" },
        { "cos(s .* x) == cos(x)", "sin(s .* x) == sin(x)" },
        { "ones(n) ./ (ones(n) + c) == ones(n) - c/2", "ones(n) ./ (ones(n) + c) == ones(n) - c" },

        // Vectors
        { "c .* c == c", "c .* c == c*c'*x" },
        { "c*c' == diag(c)", "c*c' == eye(n)" },
        { "sum(c) == 1", "sum(c) == n" },
        { "c'*c == 1", "p'*p == 1" },
        { "(c'*x)*(c'*y) == c'*(x .* y)", "(p'*x)*(p'*y) == p'*(x .* y)" },
        { "sum(p) == 1", "sum(p.^2) == 1" },
        { "x'*(diag(p) - p*p')*ones(n) == 0", "x'*(diag(p) - p*p')*x == 0" },
        { "p'*(x + a*ones(n)) == p'*x + a", "p'*(x + a*ones(n)) == p'*x + n*a" },
        { "u'*u == 1", "sum(u) == 1" },
        { "(eye(n) - 2*u*u')*(eye(n) - 2*u*u') == eye(n)", "(eye(n) - u*u')*(eye(n) - u*u') == eye(n)" },
        { "(eye(n) - u*u')*u == 0", "(eye(n) - 2*u*u')*u == 0" },
        { "sum((u - x).^2) == 1 - 2*u'*x + x'*x", "sum((u - x).^2) == 1 - u'*x + x'*x" },
        { "s .* s == ones(n)", "s .* s == s" },
        { "s.^3 == s", "s.^3 == ones(n)" },
        { "ones(n) ./ s == s", "ones(n) ./ s == -s" },
        { "diag(s)*diag(s) == eye(n)", "s*s' == eye(n)" },
        { "s'*s == n", "s'*s == 1" },
        { "diag(s)*A*diag(s) .* eye(n) == A .* eye(n)", "diag(s)*A*diag(s) == A" },

        // Signs of numbers
        { "sqrt(w).^2 == w", "sqrt(w).^2 == -w" },
        { "z ./ z == ones(n)", "z ./ z == z" },
        { "log(N .* N) == 2*log(N)", "log(N .* N) == log(N)" },
        { "log(N ./ (ones(n,k) - N)) == log(N) - log(ones(n,k) - N)", "log(N ./ (ones(n,k) - N)) == log(N) + log(ones(n,k) - N)" },
        { "sqrt(diag(K)).^2 == diag(K)", "sqrt(diag(K)).^2 == ones(n)" },
        { "K' == K", "K*K == K" },
        { "sqrt(diag(L)).^2 == diag(L)", "L' == -L" },
        { "(K*L)' == L*K", "(K*L)' == K*L" },
        { "inv(J)*J == eye(n)", "inv(J) == J'" },
        { "log(det(K)^2) == 2*log(det(K))", "log(det(K)) == log(tr(K))" },
        { "inv(Q) == Q'", "inv(Q) == Q" },
        { "inv(P)*x == P'*x", "inv(P)*x == P*x" },
        { "det(Q)^2 == 1", "det(Q) == 1" },
        { "inv(K) == inv(K)'", "inv(K) == K" },

        // Under a derivative the variable is arbitrary; then it is the point.
        { "grad(sum(C .* C), C) == 2*C", "grad(sum(C .* C), C) == ones(n,k)" },
        { "grad(x'*W*y, W) == x*y'", "grad(x'*W*x, W) == 0" },
        { "grad(tr(W*W), W) == 2*W'", "grad(tr(W*W), W) == 0" },
        { "grad(sum(s.^2), s) == 2*s", "grad(sum(s.^2), s) == 0" },
        { "grad(u'*u, u) == 2*u", "grad(u'*u, u) == 0" },
        { "grad(tr(D*B), D) == B'", "grad(tr(D*B), D) == diag(diag(B))" },
        { "grad(sum(M.^3), M) == 3*M", "grad(sum(M.^3), M) == ones(n,k)" },
        { "grad(sum(p), p) == ones(n)", "grad(sum(p), p) == 0" },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_property_proves_what_it_means_and_no_more(string right, string wrong)
    {
        Attempt attempt = Prover.Prove(Scope.ParseClaim(right));
        Assert.Empty(Assert.IsType<Attempt.Succeeded>(attempt).Theorem.Conditions.Select(TermText.Of));
        Assert.IsType<Attempt.Failed>(Prover.Prove(Scope.ParseClaim(wrong)));
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Instances_tell_the_twins_apart(string right, string wrong)
    {
        Assert.IsType<SearchResult.Agreed>(Refuter.Search(Scope.ParseClaim(right)));
        Assert.IsType<SearchResult.Refuted>(Refuter.Search(Scope.ParseClaim(wrong)));
    }

    public static TheoryData<string, string, string> Facts => new()
    {
        // Without the fact the claim has no proof.
        { "symmetric(A*E)", "A*E == E*A", "" },
        { "symmetric(A*E)", "tr(A*E*B*A*E*B) == tr(E*A*B*A*E*B)", "" },
        { "skew(B - F)", "x'*B*x == x'*F*x", "" },
        { "orthogonal(B*F)", "F'*B'*B*F == eye(n)", "" },
        { "unit(B*x)", "x'*B'*B*x == 1", "" },
        { "unit(x - y)", "2*x'*y == x'*x + y'*y - 1", "" },
        { "simplex(x .* y)", "x'*y == 1", "" },
        { "row_stochastic(B*F)", "B*F*ones(n) == ones(n)", "" },
        { "mask(Z - C)", "Z.^2 == 2*Z .* C - C + Z - C", "" },
        { "diagonal(B*F)", "tr(B*F*A) == sum(diag(B*F) .* diag(A))", "" },
        { "diagonal(B + B')", "sum((B + B') .* A) == 2*sum(diag(A) .* diag(B))", "" },
        { "signs(x + y)", "x.^2 == ones(n) - 2*x .* y - y.^2", "" },
        { "nonzero(x'*y)", "x'*y/(x'*y) == 1", "" },
        { "positive(x'*y)", "log((x'*y)^2) == 2*log(x'*y)", "" },
        { "nonnegative(x'*y)", "sqrt(x'*y)^2 == x'*y", "" },
        { "nonzero(a - 1)", "(a^2 - 1)/(a - 1) == a + 1", "" },
        { "nonzero(det(B + x*y'))", "inv(B + x*y')*(B + x*y') == eye(n)", "" },
        { "between01(a)", "log(a/(1 - a)) == log(a) - log(1 - a)", "" },
        { "symmetric(B)", "grad(x'*B*x, B) == x*x'", "" },
        { "unit(x)", "grad(x'*x, x) == 2*x", "" },
        { "symmetric(B + F)", "tr(W*(B + F)) == 0", "" },
        { "positive(rowsum(C .* softmax_rows(Z)))", "-log(rowsum(C .* softmax_rows(Z))) == -rowsum(C .* logsoftmax_rows(Z))", "" },
        { "positive(rowsum(C .* N))", "log(rowsum(C .* N)) == rowsum(C .* log(N))", "" },
        { "nonzero(rowsum(C .* N))", "ones(n) ./ rowsum(C .* N) == rowsum(C ./ N)", "" },
        { "mask(Z)", "(Z .* exp(W*Z)).^100000 == Z .* exp(100000*W*Z)", "" },
        { "nonnegative((ones(n) + s)/2)", "sqrt((ones(n) + s)/2) == (ones(n) + s)/2", "" },
        { "nonzero(det(Q*B))", "logdet(Q*B) == logdet(B)", "" },
        { "nonzero(det(Q*B*Q'))", "inv(Q*B*Q') == Q*inv(B)*Q'", "" },
        { "invertible(Q*B*Q')", "inv(Q*B*Q') == Q*inv(B)*Q'", "" },
        { "pd(B*F)", "log(det(B*F)) == logdet(B*F)", "" },
        { "symmetric(softmax_rows(B))", "colsum(softmax_rows(B)) == ones(n)", "" },
    };

    // The logarithm of the label's probability would be defined although that of another class is not.
    public static TheoryData<string> Undefined => new()
    {
        "log(rowsum(C .* Z)) == rowsum(C .* log(Z))",
        "ones(n) ./ rowsum(C .* Z) == rowsum(C ./ Z)",
        "log(M) == zeros(n,k)",
        "ones(n,k) ./ M == ones(n,k)",
    };

    [Theory]
    [MemberData(nameof(Undefined))]
    public void Every_case_has_to_be_defined(string claim) =>
        Assert.True(Prover.Prove(Scope.ParseClaim(claim)) is Attempt.Failed or Attempt.Succeeded { Theorem.Conditions.IsEmpty: false });

    [Theory]
    [MemberData(nameof(Facts))]
    public void A_fact_about_an_expression_is_used(string fact, string claim, string conditions)
    {
        (Claim with, Claim without) = (Scope.Assume(fact).ParseClaim(claim), Scope.ParseClaim(claim));
        Attempt attempt = Prover.Prove(with);
        var proved = Assert.IsType<Attempt.Succeeded>(attempt);
        Assert.Equal(conditions, string.Join("; ", proved.Theorem.Conditions.Select(TermText.Of)));
        Assert.True(Prover.Prove(without) is Attempt.Failed || claim.StartsWith("grad", StringComparison.Ordinal)
            || ((Attempt.Succeeded)Prover.Prove(without)).Theorem.Conditions.Length > 0);
    }

    // The sign of X - U*θ is asked of indices i and j of n and d, and U is given to be positive at indices i and j of n and k.
    [Fact]
    public void A_given_at_other_indices_of_the_same_names_is_no_obstacle() => Assert.StartsWith(
        "the sides have different normal forms", Assert.IsType<Attempt.Failed>(Claims.Prove("max(X, U*θ) == X")).Reason, StringComparison.Ordinal);
}
