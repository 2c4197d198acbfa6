using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.ReadBack;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.ReadBack;

public class MatrixFormTests
{
    private static readonly Scope Scope = Scope.Parse("""
        A: matrix(m,n); B: matrix(n,p); C: matrix(p,q); D: matrix(m,n); X: matrix(n,n); Y: matrix(n,n); S: matrix(n,n) symmetric
        x: vector(n); y: vector(m); b: vector(p); w: vector(n); r: row(n); s: scalar; n: dimension
        K: matrix(m,p) onehot_rows; Z: matrix(m,n); W: matrix(n,p)
        """);

    // Petersen, Pedersen 2012 (eqs. 59, 61, 81, 97, 98, 100, 124, 131, 520); Bishop 2006, eqs. 4.97, 4.110; Boyd, Vandenberghe 2004,
    // sections 3.1.5 and A.4.4; Magnus, Neudecker 2019, chapters 9 and 10.
    [Theory]
    [InlineData("hessian(logsumexp(x), x)", "diag(softmax(x)) - softmax(x)*softmax(x)'")]
    [InlineData("jvp(expm(s*X), s, 1)", "X*expm(s*X)")]
    [InlineData("grad(tr(expm(X .* X)), X)", "2*expm(X .* X)' .* X")]
    [InlineData("grad(tr(Y*expm(X)), X)", "expm_frechet(X, Y)'")]
    [InlineData("grad(w'*expm(X)*x, X)", "expm_frechet(X', w*x')")]
    [InlineData("hessian(log(sum(exp(x))), x)", "diag(softmax(x)) - softmax(x)*softmax(x)'")]
    [InlineData("hessian(x'*X*x, x)", "X + X'")]
    [InlineData("hessian(x'*S*x, x)", "2*S")]
    [InlineData("hessian(norm2(x), x)", "eye(n)/norm2(x) - x*x'/norm2(x)^3")]
    [InlineData("jacobian(y.*tanh(A*x), x)", "diag(y)*diag(ones(m) - tanh(A*x).^2)*A")]
    [InlineData("mixed(y'*A*x, y, x)", "A")]
    [InlineData("hessian(sum(exp(A*x)), x)", "A'*diag(exp(A*x))*A")]
    [InlineData("hessian(-sum(log(y - A*x)), x)", "A'*diag(1 ./ (y - A*x).^2)*A")]
    [InlineData("hessian(sum(softplus(A*x)), x)", "A'*diag(sigmoid(A*x) .* (ones(m) - sigmoid(A*x)))*A")]
    [InlineData("hessian(w'*inv(diag(x))*w, x)", "2*diag(w.^2 ./ x.^3)")]
    [InlineData("hessian((x'*w)^3, x)", "6*(x'*w)*w*w'")]
    [InlineData("vecjac(A*Z'*D, Z)", "kron(D', A)*comm(m, n)")]
    [InlineData("vecjac(X*w, X)", "kron(w', eye(n))")]
    [InlineData("vecjac(x*x', x)", "kron(x, eye(n)) + kron(eye(n), x)")]
    [InlineData("vecjac(Z', Z)", "comm(m, n)")]
    [InlineData("vecjac(inv(X), X)", "-kron(inv(X)', inv(X))")]
    [InlineData("vecjac(X^2, X)", "kron(eye(n), X) + kron(X', eye(n))")]
    [InlineData("vecjac(Z .* D, Z)", "diag(vec(D))")]
    [InlineData("vecjac(tr(X*Y), X)", "vec(Y')'")]
    [InlineData("vechess(tr(B'*X*B), B)", "kron(eye(p), X + X')")]
    [InlineData("vechess(logdet(X), X)", "-kron(inv(X), inv(X)')*comm(n, n)")]
    [InlineData("vechess(-sum(K .* logsoftmax_rows(Z*W)), Z)",
        "kron(W, eye(m))*(diag(vec(softmax_rows(Z*W))) - diag(vec(softmax_rows(Z*W)))*kron(ones(p, p), eye(m))*diag(vec(softmax_rows(Z*W))))*kron(W', eye(m))")]
    public void Derivatives_have_the_forms_of_the_literature(string derivative, string expected)
    {
        Expr input = Scope.ParseExpression(derivative);
        Expr form = Simplify.Tidy(ClosedForm.Of(input));
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(input, form)));
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(form, Scope.ParseExpression(expected))));
        Assert.DoesNotContain("contract", Text.Print(form));

        // Of forms that are equally good, such as with a factor drawn out on the other side, any will do.
        Assert.InRange(new Cost().Of(form), 1, new Cost().Of(Scope.ParseExpression(expected)) + 4);
    }

    // Forms that are canonical up to nothing.
    [Theory]
    [InlineData("hessian(logsumexp(x), x)", "diag(softmax(x)) - softmax(x)*softmax(x)'")]
    [InlineData("hessian(x'*X*x, x)", "X + X'")]
    [InlineData("vecjac(X*w, X)", "kron(w', eye(n))")]
    [InlineData("vecjac(inv(X), X)", "-kron(inv(X)', inv(X))")]
    public void Printed_forms(string derivative, string expected) =>
        Assert.Equal(expected, Text.Print(Simplify.Tidy(ClosedForm.Of(Scope.ParseExpression(derivative)))));

    // All of four indices are joined: over {*, .*, ', diag, ones, sum} no expression exists (Brijder and others 2019).
    [Theory]
    [InlineData("contract(\"ij,ik,il,jk,jl,kl->\", X, X, X, X, X, X)")]
    [InlineData("contract(\"ik,il,jk,jl,kl->ij\", X, X, X, X, X)")]
    [InlineData("x'*x + contract(\"ij,ik,il,jk,jl,kl->\", X, X, X, X, X, X)")]
    public void The_complete_graph_of_four_indices_has_no_form(string text) =>
        Assert.Null(MatrixForm.Of(Scope.ParseExpression(text)));

    // Of the derivative of a matrix exponential without a direction there is none either.
    [Fact]
    public void The_derivative_of_an_exponential_needs_a_direction() =>
        Assert.Null(MatrixForm.Of(Scope.ParseExpression("vecjac(expm(X), X)")));

    // The softmax and the sigmoid, written out.
    [Theory]
    [InlineData("diag(1 ./ rowsum(exp(A)))*exp(A)*x", "softmax_rows(A)*x")]
    [InlineData("diag(1 ./ colsum(exp(A)))*exp(A)'*y", "softmax_cols(A)'*y")]
    [InlineData("exp(x)'*w/sum(exp(x))", "sum(softmax(x) .* w)")]
    [InlineData("exp(x) ./ (ones(n) + exp(x))", "sigmoid(x)")]
    [InlineData("1 ./ (ones(n) + exp(x))", "sigmoid(-x)")]
    [InlineData("exp(s)/(1 + exp(s))^2", "sigmoid(s)*sigmoid(-s)")]
    public void Written_out_functions_are_recognised(string text, string expected)
    {
        Expr form = MatrixForm.Of(Scope.ParseExpression(text))!;
        Assert.DoesNotContain("exp", Text.Print(form));
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(form, Scope.ParseExpression(expected))));
    }
}
