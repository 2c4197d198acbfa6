using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Proving;

namespace DerivationKit.Tests.Differentiation;

public class JacobianTests
{
    private static readonly Scope Scope = Scope.Parse("""
        A: matrix(m,n); B: matrix(n,p); W: matrix(m,n)
        x: vector(n); y: vector(m); b: vector(p); r: row(n)
        t: scalar
        """);

    // Right sides by hand from J[i,j] = ∂F[i]/∂x[j]; Petersen, Pedersen 2012, section 2, and the softmax family from its definition.
    [Theory]
    [InlineData("jacobian(A*x, x)", "A")]
    [InlineData("jacobian(x, x)", "eye(n)")]
    [InlineData("jacobian(exp(A*x), x)", "diag(exp(A*x))*A")]
    [InlineData("jacobian(softmax(x), x)", "diag(softmax(x)) - softmax(x)*softmax(x)'")]
    [InlineData("jacobian(logsoftmax(x), x)", "eye(n) - ones(n)*softmax(x)'")]
    [InlineData("jacobian(x*sum(x), x)", "sum(x)*eye(n) + x*ones(n)'")]
    [InlineData("jacobian(x/sum(x), x)", "eye(n)/sum(x) - x*ones(n)'/sum(x)^2")]
    [InlineData("jacobian(y*t^2, t)", "2*t*y")]
    [InlineData("jacobian(sum(x.^2), x)", "2*x'")]
    [InlineData("jacobian(t^3, t)", "3*t^2")]
    [InlineData("jacobian(y, x)", "zeros(m,n)")]
    [InlineData("jacobian(x.^0, x)", "zeros(n,n)")]
    [InlineData("jacobian(A*x, x = B*b)", "A")]
    [InlineData("jacobian(rowsum(A*diag(x)*B), x)", "A*diag(rowsum(B))")]
    [InlineData("jacobian(colsum(A*diag(x)*B), x)", "B'*diag(colsum(A))")]
    [InlineData("jacobian(diag(diag(x)*B*B'), x)", "diag(diag(B*B'))")]
    [InlineData("jacobian((x'*B)', x)", "B'")]
    [InlineData("jacobian(rowsum(W .* (y*x')), x)", "diag(y)*W")]
    [InlineData("jacobian(rowsum(softmax_rows(A*diag(x)) .* W), x)",
        "(W .* softmax_rows(A*diag(x)) - diag(rowsum(W .* softmax_rows(A*diag(x))))*softmax_rows(A*diag(x))) .* A")]
    [InlineData("jacobian(grad(logsumexp(A*x), x), x)", "A'*(diag(softmax(A*x)) - softmax(A*x)*softmax(A*x)')*A")]
    public void The_matrix_is_the_one_by_hand(string derivative, string expected)
    {
        Expr jacobian = Scope.ParseExpression(derivative);
        Expr closed = ClosedForm.Of(jacobian);
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(closed, Scope.ParseExpression(expected))));
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(jacobian, closed)));
    }

    // Its entry (i,j) is the sum over k and l of 6 P[k,l] A[k,i] A[k,j] B[i,l] B[j,l] with P = A*diag(x)*B: all pairs of four indices are
    // joined, once i and j are, and then no product without Kronecker has that entry.
    [Fact]
    public void A_jacobian_without_a_matrix_form_names_another_form()
    {
        Expr hessian = Scope.ParseExpression("jacobian(grad(sum((A*diag(x)*B).^3), x), x)");
        var error = Assert.Throws<DifferentiationException>(() => ClosedForm.Of(hessian));
        Assert.Contains("jvp", error.Message);
    }
}
