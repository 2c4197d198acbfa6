using DerivationKit.Differentiation;
using DerivationKit.Language;

namespace DerivationKit.Tests.Differentiation;

public class VecJacobianTests
{
    private const string Declarations = """
        A: matrix(m,n); X: matrix(n,p); B: matrix(p,q); D: matrix(n,p); S: matrix(n,n); Q: matrix(n,n)
        x: vector(n); u: vector(m); v: vector(p); t: scalar
        """;

    // Magnus, Neudecker 2019, sections 9.13 and 9.14: the forms that books print.
    [Theory]
    [InlineData("vecjac(A*X*B, X)", "kron(B, A')'", "kron(B', A)")]
    [InlineData("vecjac(X', X)", "comm(n, p)", "comm(n, p)")]
    [InlineData("vecjac(X, X)", "eye(p*n)", "eye(p*n)")]
    [InlineData("vecjac(D .* X, X)", "diag(vec(D))", "diag(vec(D))")]
    [InlineData("vecjac(A*x, x)", "A", "A")]
    public void A_vecjac_has_the_form_of_the_books(string derivative, string same, string form)
    {
        Scope scope = Scope.Parse(Declarations);
        Assert.Equal(form, Text.Print(DerivationKit.Simplification.Simplify.Tidy(ClosedForm.Of(scope.ParseExpression(derivative)))));
        AssertProved(scope.ParseExpression(derivative), scope.ParseExpression(same));
    }

    // The closed form is only a proposal: that it is right is proved.
    [Theory]
    [InlineData("vecjac(X*X'*S, X)")]
    [InlineData("vecjac(X'*S*X, X)")]
    [InlineData("vecjac(exp(A*X), X)")]
    [InlineData("vecjac(softmax_rows(X), X)")]
    [InlineData("vecjac(logsoftmax_cols(A*X), X)")]
    [InlineData("vecjac(sum(X)*A, X)")]
    [InlineData("vecjac(tr(S)*S, S)")]
    [InlineData("vecjac(X*v, X)")]
    [InlineData("vecjac(u'*A*X, X)")]
    [InlineData("vecjac(diag(X*v), X)")]
    [InlineData("vecjac(diag(S), S)")]
    [InlineData("vecjac(rowsum(X)*u', X)")]
    [InlineData("vecjac(colsum(X), X)")]
    [InlineData("vecjac(kron(X, A), X)")]
    [InlineData("vecjac(kron(A, X), X)")]
    [InlineData("vecjac(kron(x, A), x)")]
    [InlineData("vecjac(vec(X*B)*u', X)")]
    [InlineData("vecjac(x*x', x)")]
    [InlineData("vecjac(X ./ D / t, X)")]
    [InlineData("vecjac(t*X, t)")]
    [InlineData("vecjac(sum(X .* X), X)")]
    [InlineData("vecjac(A, X)")]
    [InlineData("vecjac(X'*X, X = D)")]
    [InlineData("vechess(tr(X'*S*X), X)")]
    [InlineData("vechess(sum(exp(A*X)), X)")]
    [InlineData("vechess(-sum(D .* logsoftmax_rows(X)), X)")]
    [InlineData("vecjac(inv(S), S)")]
    [InlineData("vecjac(contract(\"ij,kj->ik\", S, X'), S)")]
    public void A_closed_form_is_the_derivative(string derivative)
    {
        Expr node = Scope.Parse(Declarations).ParseExpression(derivative);
        Expr form = ClosedForm.Of(node);
        Assert.DoesNotContain(form.PostOrder(), part => part is Derivative);
        AssertProved(node, form);
    }

    private static void AssertProved(Expr left, Expr right)
    {
        Verdict verdict = Verifier.Decide(Claim.Equal(left, right));
        Assert.True(verdict is Verdict.ProvedAllDimensions, $"{Text.Print(right)}: {verdict}");
    }
}
