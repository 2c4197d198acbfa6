using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

// The forms in which papers and textbooks state these gradients.
public class TidyTests
{
    private const string Linear = "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows; b: vector(k); w: vector(n); λ, β: scalar positive";
    private const string Soft = "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) row_stochastic";
    private const string Arbitrary = "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k)";
    private const string Quadratic = "Z: matrix(n,d); θ: matrix(d,d); C: matrix(n,n) onehot_rows; W: matrix(d,p)";
    private const string Symmetric = "Z: matrix(n,d); θ: matrix(d,d) symmetric; C: matrix(n,n) onehot_rows";
    private const string Regression = "X: matrix(n,d); w: vector(d); y: vector(n); λ: scalar; A: matrix(d,d); S: matrix(d,d) symmetric; U: matrix(n,r); V: matrix(d,r)";
    private const string Vectors = "x, y: vector(n)";

    // Goodfellow, Bengio, Courville 2016, section 6.2.2.3: the softmax minus the labels.
    [Theory]
    [InlineData(Linear, "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(-sum(C .* logsoftmax_rows(Z*θ')), θ)", "(softmax_rows(Z*θ') - C)'*Z")]
    [InlineData(Linear, "-grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", "(C - softmax_rows(Z*θ'))*θ")]
    [InlineData(Soft, "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Arbitrary, "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", "(diag(rowsum(C))*softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(sum(logsumexp_rows(Z*θ')) - sum(C .* (Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(sum(log(rowsum(exp(Z*θ')))) - sum(C .* (Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(-sum(C .* log(softmax_rows(Z*θ'))), Z)", "(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(-tr(C'*logsoftmax_rows(Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(sum(logsumexp_rows(β*Z*θ'))/β - sum(C .* (Z*θ')), Z)", "(softmax_rows(β*Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(-sum(C .* logsoftmax_rows(β*Z*θ')), Z)", "β*(softmax_rows(β*Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(-sum(C .* logsoftmax_rows(Z*θ'))/n, Z)", "(softmax_rows(Z*θ') - C)*θ/n")]
    [InlineData(Linear, "grad(-mean(C .* logsoftmax_rows(Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ/(n*k)")]
    [InlineData(Linear, "grad(-sum(C .* logsoftmax_rows(Z*θ')) + λ/2*sum(Z.^2), Z)", "(softmax_rows(Z*θ') - C)*θ + λ*Z")]
    [InlineData(Linear, "grad(-sum((diag(w)*C) .* logsoftmax_rows(Z*θ')), Z)", "diag(w)*(softmax_rows(Z*θ') - C)*θ")]
    [InlineData(Linear, "grad(-sum(C .* logsoftmax_rows(Z*θ' + ones(n)*b')), b)", "colsum(softmax_rows(Z*θ' + ones(n)*b') - C)")]
    [InlineData(Quadratic, "grad(-sum(C .* logsoftmax_rows(Z*θ*Z')), Z)",
        "(softmax_rows(Z*θ*Z') - C)*Z*θ' + (softmax_rows(Z*θ*Z') - C)'*Z*θ")]
    [InlineData(Quadratic, "grad(-sum(C .* logsoftmax_rows(Z*θ*Z')), θ)", "Z'*(softmax_rows(Z*θ*Z') - C)*Z")]
    [InlineData(Quadratic, "grad(-sum(C .* logsoftmax_rows(Z*W*W'*Z')), W)",
        "Z'*(softmax_rows(Z*W*W'*Z') - C + (softmax_rows(Z*W*W'*Z') - C)')*Z*W")]
    [InlineData(Symmetric, "-grad(-sum(C .* logsoftmax_rows(Z*θ*Z')), Z)", "(C - softmax_rows(Z*θ*Z') + (C - softmax_rows(Z*θ*Z'))')*Z*θ")]
    [InlineData(Symmetric, "grad(sum(logsumexp_rows(Z*θ*Z')), Z)", "(softmax_rows(Z*θ*Z') + softmax_rows(Z*θ*Z')')*Z*θ")]
    public void Cross_entropies(string declarations, string derivative, string expected) => AssertTidied(declarations, derivative, expected);

    // Petersen, Pedersen 2012, eqs. 69, 81, 84, 100, 107, 115.
    [Theory]
    [InlineData(Regression, "grad(0.5*w'*A*w, w)", "(A + A')*w/2")]
    [InlineData(Regression, "grad(1/2*w'*S*w, w)", "S*w")]
    [InlineData(Regression, "grad(w'*A*w, A)", "w*w'")]
    [InlineData(Regression, "grad(sum((X*w - y).^2), w)", "2*X'*(X*w - y)")]
    [InlineData(Regression, "grad((X*w - y)'*(X*w - y), w)", "2*X'*(X*w - y)")]
    [InlineData(Regression, "grad(mean((X*w - y).^2), w)", "2*X'*(X*w - y)/n")]
    [InlineData(Regression, "grad(1/2*sum((X*w - y).^2) + λ/2*w'*w, w)", "X'*(X*w - y) + λ*w")]
    [InlineData(Regression, "jacobian(grad(sum((X*w - y).^2), w), w)", "2*X'*X")]
    [InlineData(Regression, "grad(sum((X - U*V').^2)/2, U)", "(U*V' - X)*V")]
    [InlineData(Regression, "grad(sqrt(sum(w.^2)), w)", "w/sum(w.^2)^(1/2)")]
    [InlineData(Regression, "grad(tr(A), A)", "eye(d)")]
    [InlineData(Regression, "grad(tr(A*A*A), A)", "3*A'*A'")]
    [InlineData(Regression, "grad(tr(X*S*X'), X)", "2*X*S")]
    public void Quadratic_forms_and_traces(string declarations, string derivative, string expected) => AssertTidied(declarations, derivative, expected);

    // Blanchard, Higham, Higham 2021, section 1.
    [Theory]
    [InlineData(Vectors, "grad(logsumexp(x), x)", "softmax(x)")]
    [InlineData(Vectors, "jacobian(softmax(x), x)", "diag(softmax(x)) - softmax(x)*softmax(x)'")]
    [InlineData(Vectors, "jacobian(logsoftmax(x), x)", "eye(n) - ones(n)*softmax(x)'")]
    [InlineData(Vectors, "jvp(softmax(x), x, y)", "y .* softmax(x) - sum(y .* softmax(x))*softmax(x)")]
    [InlineData(Vectors, "grad(sum(x .* log(x)), x)", "ones(n) + log(x)")]
    [InlineData(Vectors, "grad((x'*y)^2, x)", "2*(x'*y)*y")]
    [InlineData(Vectors, "grad(sum(log(exp(x) + ones(n))), x)", "sigmoid(x)")]
    public void Vectors_of_scalars(string declarations, string derivative, string expected) => AssertTidied(declarations, derivative, expected);

    // Entries that are not met are not divided by: they may be 0.
    [Theory]
    [InlineData("A: matrix(n,n)", "grad(det(eye(n) .* A), A)", "det(diag(diag(A)))*diag(1 ./ diag(A))")]
    [InlineData("A: matrix(n,n) diagonal", "grad(det(eye(n) .* A), A)", "det(diag(diag(A)))*diag(1 ./ diag(A))")]
    [InlineData("A: matrix(n,n)", "grad(sum(diag(A).^(-2)), A)", "-2*diag(diag(A).^(-3))")]
    public void Diagonals(string declarations, string derivative, string expected) => AssertTidied(declarations, derivative, expected);

    // Moler, Van Loan 2003, Nineteen dubious ways to compute the exponential of a matrix, section 1: exp(t*A)*x solves x' = A*x.
    [Theory]
    [InlineData("jvp(expm(t*A)*x, t, 1)", "A*expm(t*A)*x")]
    [InlineData("jvp(jvp(expm(t*A)*x, t, 1), t, 1)", "A*expm(t*A)*A*x")]
    [InlineData("jvp(jvp(jvp(expm(t*A), t, 1), t, 1), t, 1)", "A*expm(t*A)*A*A")]
    [InlineData("grad(grad(tr(expm(t*A)*B), t), t)", "sum(A' .* (B*expm(t*A)*A))")]
    // The derivative of expm(X') along B is that of expm(X) along B', transposed, whatever X is at the point (Higham 2008, section 3.2).
    [InlineData("hvp(tr(expm(S)), S, B)", "expm_frechet(S, B)'")]
    [InlineData("hvp(tr(expm(D)), D, B)", "expm_frechet(D, B)'")]
    public void Exponentials_in_time(string derivative, string expected) => AssertTidied("A, B: matrix(n,n); S: matrix(n,n) symmetric; D: matrix(n,n) diagonal; x: vector(n); t: scalar", derivative, expected);

    [Theory]
    [InlineData("A + zeros(m,n)", "A")]
    [InlineData("1*A", "A")]
    [InlineData("--A", "A")]
    [InlineData("A''", "A")]
    [InlineData("(A*X)'", "X'*A'")]
    [InlineData("(A' + D')'", "A + D")]
    [InlineData("(s*A)*X", "s*A*X")]
    [InlineData("2*(3*A)", "6*A")]
    [InlineData("-(A - D)", "D - A")]
    [InlineData("A - (-D)", "A + D")]
    [InlineData("A + (-D)", "A - D")]
    [InlineData("-A + D", "D - A")]
    [InlineData("A*ones(n)", "rowsum(A)")]
    [InlineData("(ones(m)'*A)'", "colsum(A)")]
    [InlineData("diag(ones(m))*A", "A")]
    [InlineData("u*ones(n)' .* A", "diag(u)*A")]
    [InlineData("ones(m)*v' .* A", "A*diag(v)")]
    [InlineData("A .* ones(m,n)", "A")]
    [InlineData("A .* (ones(m)*ones(n)')", "A")]
    [InlineData("exp(logsoftmax_rows(A))", "softmax_rows(A)")]
    [InlineData("rowsum(softmax_rows(A))", "ones(m)")]
    [InlineData("rowsum(softmax_rows(A) - C)", "zeros(m)")]
    [InlineData("A*X + A*Y", "A*(X + Y)")]
    [InlineData("A*X - D*X", "(A - D)*X")]
    [InlineData("A*X*v - D*X*v", "(A - D)*X*v")]
    [InlineData("2*A + 2*D", "2*(A + D)")]
    [InlineData("s*A + t*A", "(s + t)*A")]
    [InlineData("A/s + D/s", "(A + D)/s")]
    [InlineData("A .* D + A .* E", "A .* (D + E)")]
    [InlineData("A + A", "2*A")]
    [InlineData("A - A", "zeros(m,n)")]
    [InlineData("(u'*A)*v*w + (v'*A'*u)*w", "2*(u'*A*v)*w")]
    [InlineData("S'", "S")]
    [InlineData("A*S' + A*S", "2*A*S")]
    [InlineData("sum(A .* D)", "sum(A .* D)")]
    [InlineData("tr(A'*D)", "sum(A .* D)")]
    [InlineData("Q'*(Q*v)", "v")]
    [InlineData("v*w'*v", "w'*v*v")]
    [InlineData("A ./ D .* D", "A")]
    [InlineData("s*s*A/t/s", "s*A/t")]
    [InlineData("contract(\"ij,jk,k->i\", A, X, v)", "A*X*v")]
    [InlineData("inv(S)'", "inv(S)")]
    [InlineData("inv(P)'*v", "inv(P)*v")]
    [InlineData("inv(A'*A)'", "inv(A'*A)")]
    [InlineData("inv(S + s*eye(n))'", "inv(S + s*eye(n))")]
    [InlineData("inv(Q)*v", "Q'*v")]
    [InlineData("inv(X')", "inv(X)'")]
    [InlineData("X*inv(X)*v", "v")]
    [InlineData("X'", "X'")]
    [InlineData("F'*F", "eye(p)")]
    [InlineData("z'*z + s", "1 + s")]
    [InlineData("vec(-ones(n,m))", "-ones(m*n)")]
    [InlineData("comm(m,n)*comm(n,m)", "eye(m*n)")]
    [InlineData("comm(m,n)*vec(A)", "vec(A')")]
    [InlineData("1/2*(v + w)", "(v + w)/2")]
    [InlineData("-s*v - t*v", "-(s + t)*v")]
    [InlineData("A'*ones(m) - A'*sigmoid(-u)", "A'*sigmoid(u)")]
    public void Small_forms(string given, string expected)
    {
        Scope scope = Scope.Parse("""
            A, D, E: matrix(m,n); C: matrix(m,n) onehot_rows; X, Y: matrix(n,n); S: matrix(n,n) symmetric; P: matrix(n,n) pd
            Q: matrix(n,n) orthogonal; F: matrix(n,p) orthonormal_cols; z: vector(n) unit; u: vector(m); v, w: vector(n); s, t: scalar
            """);
        Assert.Same(scope.ParseExpression(expected), Simplify.Tidy(scope.ParseExpression(given)));
    }

    // Proofs that unfold softmax, layer norm and their like take minutes here: the gate sees first that they need not be unfolded.
    [Theory]
    [InlineData("sum(Y .* layernorm_rows(X + softmax_rows(X*A*X'/sqrt(d))*X*B))", "X")]
    [InlineData("sum(Y .* layernorm_rows(X + tanh(layernorm_rows(X + softmax_rows(X*A*X')*X*B)*U)*P))", "A")]
    public void Blocks_of_transformers_become_shorter(string loss, string variable)
    {
        var scope = Scope.Parse("X, Y: matrix(n,d); A, B: matrix(d,d); U: matrix(d,h); P: matrix(h,d)");
        Expr raw = ClosedForm.Of(scope.ParseExpression($"grad({loss}, {variable})"));
        Assert.InRange(new Cost().Of(Simplify.Tidy(raw)), 1, (new Cost().Of(raw) * 9 / 10) - 1);
    }

    // In the body of a derivative C stands for any matrix.
    [Fact]
    public void Bodies_of_derivatives_stay_as_they_are()
    {
        Expr gradient = Scope.Parse("C: matrix(m,n) mask").ParseExpression("grad(sum(C.^2), C)");
        Assert.Same(gradient, Simplify.Tidy(gradient));
        Assert.Equal("2*C", Text.Print(Simplify.Tidy(ClosedForm.Of(gradient))));
    }

    [Fact]
    public void An_expression_that_is_undefined_everywhere_comes_back() =>
        Assert.Equal("log(-1)", Text.Print(Simplify.Tidy(Expr.Log(Expr.Constant(-1)))));

    private static void AssertTidied(string declarations, string derivative, string expected)
    {
        Scope scope = Scope.Parse(declarations);
        Expr meaning = scope.ParseExpression(derivative);
        Expr tidied = Simplify.Closed(meaning);
        Assert.Equal(expected, Text.Print(tidied));
        Assert.Same(scope.ParseExpression(expected), tidied);
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(meaning, tidied)));
    }
}
