using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Tests.Kernel.Exact;

namespace DerivationKit.Tests.Kernel;

// Claims that look true, are true at small sizes, or would follow if a property were used where it does not hold. None may be proved.
public class FalseClaimTests
{
    public static TheoryData<string, string> Traps => new()
    {
        // Domains
        { "a root is not negative", "sqrt(a^2) == a" },
        { "the same entry by entry", "sqrt(x.^2) == x" },
        { "a fractional power of a square", "(a^2)^(3/2) == a^3" },
        { "an even root of an even power", "(a^4)^(1/4) == a" },
        { "a square drawn out of a root", "sqrt(a^2*s) == a*sqrt(s)" },
        { "a reciprocal drawn out of a root", "sqrt(s/a^2) == sqrt(s)/a" },
        { "a root of a sum", "sqrt(a^2 + b^2) == a + b" },
        { "a logarithm of a sum", "log(p + p) == log(p) + log(p)" },
        { "a logarithm of a power, halved", "log(s^2) == log(s)^2" },
        { "an empty product is 1, also of 0", "(a - a)^0 == 0" },
        { "one-hot to the power 0 is 1 everywhere", "C.^0 == C" },
        { "a mask to the power 0 is 1 everywhere", "M.^0 == M" },

        // Sizes
        { "commuting matrices are those of size 1", "B*D == D*B" },
        { "a square of a sum at size 1", "sum(x)^2 == sum(x.^2)" },
        { "an outer product is symmetric at size 1", "x*y' == y*x'" },
        { "mean and sum agree at size 1", "mean(x) == sum(x)" },
        { "a gradient of a mean", "grad(mean(x), x) == ones(n)" },
        { "Cayley, Hamilton at size 2", "tr(B*B*B) == 3/2*tr(B)*tr(B*B) - 1/2*tr(B)^3" },
        { "a squared commutator is central at size 2", "(B*D - D*B)*(B*D - D*B)*A == A*(B*D - D*B)*(B*D - D*B)" },
        { "dimensions with two names may differ", "n == k" },
        { "dimensions with two names in a sum", "sum(ones(n,k)) == n^2" },
        { "true at four sizes", "(n - 2)*(n - 3)*(n - 4)*(n - 5) == 0" },
        { "a sum that counts", "sum(ones(n)) == 1" },
        { "a trace that counts", "sum(eye(n)) == n^2" },
        { "a function of a sum, true at size 0 and 1", "exp(sum(x)) - 1 == sum(exp(x)) - n" },
        { "power sums on the simplex, true up to size 2", "rowsum(P.^3) == (3*rowsum(P.^2) - ones(n))/2" },
        { "power sums on the simplex, true up to size 3", "ones(n) - 6*rowsum(P.^2) + 3*rowsum(P.^2).^2 + 8*rowsum(P.^3) - 6*rowsum(P.^4) == 0" },
        {
            "the row's own column, true up to size 3",
            "(ones(n) - diag(S)).^3 - 3*((ones(n) - diag(S)) .* (rowsum(S.^2) - diag(S).^2)) + 2*(rowsum(S.^3) - diag(S).^3) == 0"
        },
        {
            "the label's column, true up to size 3",
            "(ones(n) - rowsum(C .* P)).^3 - 3*((ones(n) - rowsum(C .* P)) .* (rowsum(P.^2) - rowsum(C .* P).^2)) + 2*(rowsum(P.^3) - rowsum(C .* P).^3) == 0"
        },
        {
            "two stochastic tensors over one sort, true up to size 3",
            "ones(n) - rowsum(P.^2) - rowsum(R.^2) - 4*rowsum(P .* R) + rowsum(P.^2) .* rowsum(R.^2) + 2*rowsum(P .* R).^2 + 4*rowsum(P.^2 .* R) + 4*rowsum(P .* R.^2) - 6*rowsum(P.^2 .* R.^2) == 0"
        },

        { "a positive diagonal says nothing of the rest", "sqrt(B.^2) + tr(log(B))*ones(n,n) == B + tr(log(B))*ones(n,n)" },

        // Properties
        { "a stochastic diagonal is no row", "tr(S) == n" },
        { "rows sum to 1, columns do not", "colsum(S) == ones(n)" },
        { "true for equal entries 1/n alone", "sum(S*S') == n" },
        { "true for equal rows 1/n alone", "sum(S.^2) == 1" },
        { "stochastic rows are not orthogonal", "S'*S == diag(colsum(S))" },
        { "stochastic entries are not 0 or 1", "P.^2 == P" },
        { "a diagonal of a causal mask is a property of the order, not of masks", "tr(L) == n" },
        { "a masked row sums to less", "rowsum(M .* P) == rowsum(M)" },
        { "a masked label may be hidden", "rowsum(M .* C) == ones(n)" },
        { "a product with a mask is not a masked product", "M .* softmax_rows(W) == softmax_rows(M .* W)" },
        { "exp of a mask", "exp(M) == ones(n,k) + 2*M" },
        { "a row of labels meets the diagonal once a row, not always", "tr(H) == n" },
        { "labels composed", "H*H == H" },
        { "labels are no permutation", "H'*H == eye(n)" },
        { "rows with equal labels", "C*C' == eye(n)" },
        { "classes hold any number of rows", "C'*C == eye(k)" },
        { "class counts have independent power sums", "sum((C'*C).^2) == n" },
        { "orthogonal is no involution", "Q*Q == eye(n)" },
        { "orthogonal is not symmetric", "Q == Q'" },
        { "orthogonal in the wrong slots", "diag(Q*Q) == ones(n)" },
        { "orthogonal entry by entry", "Q .* Q == eye(n)" },
        { "a sum of orthogonal columns", "sum(Q) == n" },
        { "symmetric factors do not commute", "tr(A*B*D) == tr(A*D*B)" },

        // Properties under a derivative: they hold at the point alone
        { "one-hot under a derivative", "grad(sum(C .* C), C) == ones(n,k)" },
        { "a mask under a derivative", "grad(sum(M.^2), M) == ones(n,k)" },
        { "a row sum under a derivative", "grad(sum(P), P) == 0" },
        { "orthogonal under a derivative", "grad(tr(Q'*Q), Q) == 0" },
        { "symmetric under a derivative, along any direction", "jvp(sum(B .* (A - A')), A, D) == 0" },
        { "symmetric: tied entries are another convention", "grad(tr(A*A), A) == 4*A - 2*diag(diag(A))" },
        { "symmetric: a symmetrised gradient is another convention", "grad(tr(A*B), A) == (B + B')/2" },
        { "labels that do not sum to 1", "grad(-sum(W .* logsoftmax_rows(V)), V) == softmax_rows(V) - W" },
        { "masks that do not sum to 1", "grad(-sum(M .* logsoftmax_rows(V)), V) == softmax_rows(V) - M" },

        // Derivatives
        { "a chain rule forgotten", "deriv(exp(a^2), a) == exp(a^2)" },
        { "a factor 2 forgotten", "grad(sum(x .* x), x) == x" },
        { "a power of a logarithm's argument", "grad(sum(log(p .* p)), p) == 1 ./ p" },
        { "the variable instead of the point", "grad(sum(x.^2), x = y) == 2*x" },
        { "two derivatives in one variable", "jvp(grad(sum(x.^3), x), x, y) == 6*x .* x" },
        { "one derivative for two", "deriv(deriv(a^2*b, a), a) == 2*a*b" },
        { "a Jacobian transposed", "jacobian(B*x, x) == B'" },
        { "a Jacobian's sign", "jacobian(softmax(x), x) == diag(softmax(x)) + softmax(x)*softmax(x)'" },
        { "cross-entropy with the sign exchanged", "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == (C - softmax_rows(Z*θ'))*θ" },
        { "softmax differentiated entry by entry", "grad(sum(softmax_rows(W).^2), W) == 2*softmax_rows(W).^2" },
        {
            "attention with the softmax held fixed",
            "grad(sum(Y .* (softmax_rows(Z*Z')*Z)), Z) == softmax_rows(Z*Z')'*Y"
        },

        // Functions and operators
        { "exp of a sum", "exp(a + b) == exp(a) + exp(b)" },
        { "a temperature", "softmax(x) == softmax(2*x)" },
        { "rows and columns", "softmax_rows(W) == softmax_cols(W)" },
        { "rows sum to 1, columns need not", "colsum(softmax_rows(W)) == ones(k)" },
        { "symmetric logits, rows of softmax", "softmax_rows(Z*Z') == softmax_rows(Z*Z')'" },
        { "a logarithm of a sum of exponentials", "log(sum(exp(x))) == sum(x)" },
        { "logsumexp without exp", "logsumexp(x) == log(sum(x))" },
        { "a transposed product", "(B*D)' == B'*D'" },
        { "a square of a sum, entry by entry", "(x + y).^2 == x.^2 + y.^2" },
        { "a contraction with the letters exchanged", "contract(\"ij,jk->ik\", B, D) == D*B" },
        { "a diagonal is no row sum", "contract(\"ii->i\", B) == B*ones(n)" },
        { "a sum over the wrong axis", "sum(K) == sum(K*ones(n)*ones(n)')" },

        // Numbers
        { "nearly 1", "1.0000000000000000000000000000000000000001*a == a" },
        { "a prime that is 0 in a finite field", "2305843009213693951*a == 0" },
        { "nearly a square root", "sqrt(2) == 1.4142135623730950488016887242096980785697" },
        { "a sum of roots", "2^(1/2) + 3^(1/2) == 10^(1/2)" },
    };

    [Theory]
    [MemberData(nameof(Traps))]
    public void A_false_claim_is_not_proved(string guards, string claim)
    {
        Assert.NotEmpty(guards);
        Assert.IsType<Attempt.Failed>(Claims.Prove(claim));
    }

    // Otherwise the trap would guard nothing. Roots of 2 and 3 are not rational: these two are false by comparing squares.
    [Theory]
    [MemberData(nameof(Traps))]
    public void A_trap_is_false(string guards, string claim)
    {
        Assert.NotEmpty(guards);
        Assert.True(claim.Contains("2) == 1.4") || claim.Contains("3^(1/2)") || Counterexamples.Exists(Claims.Read(claim)), "no counterexample");
    }

    // There is no counterexample, since nothing is defined; but there is no proof either.
    [Fact]
    public void An_odd_root_of_a_negative_number_does_not_exist() => Assert.IsType<Attempt.Failed>(Claims.Prove("(-8)^(1/3) == -2"));

    // The kernel tells variables apart by name: the gradient in the one X is 0 where the body holds the other.
    [Fact]
    public void A_derivative_does_not_bind_another_variable_of_the_same_name()
    {
        var square = Shape.Matrix("n", "n");
        Variable plain = Expr.Variable("X", square), symmetric = Expr.Variable("X", square, Property.Symmetric);
        Variable b = Expr.Variable("B", square), point = Expr.Variable("Y", square);
        Assert.Contains("two different variables: X: matrix(n,n) and X: matrix(n,n) symmetric", Assert.Throws<ShapeException>(
            () => Expr.Gradient(Expr.Trace(symmetric * b), plain, point)).Message, StringComparison.Ordinal);
        Expr gradient = Expr.Derivative(DerivativeKind.Gradient, Expr.Trace(symmetric * b), plain, [point]);
        Assert.IsType<Attempt.Failed>(Prover.Prove(Claim.Equal(gradient, b.T)));
    }
}
