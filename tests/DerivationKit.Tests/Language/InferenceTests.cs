using DerivationKit.Language;

namespace DerivationKit.Tests.Language;

public class InferenceTests
{
    // text, declarations
    [Theory]
    [InlineData("A*B*C", "A: matrix(n,m); B: matrix(m,k); C: matrix(k,l)")]
    [InlineData("A*B + C'", "A: matrix(n,m); B: matrix(m,k); C: matrix(k,n)")]
    [InlineData("tr(A*B)", "A: matrix(n,m); B: matrix(m,n)")]
    [InlineData("X .* Y ./ (Z*W)", "X: matrix(n,m); Y: matrix(n,m); Z: matrix(n,k); W: matrix(k,m)")]
    [InlineData("ones(p)'*x + n'*m", "x: vector(p); n: vector(k); m: vector(k)")]
    [InlineData("p*sum(ones(p))*x", "p: dimension; x: vector(n)")]
    [InlineData("ones(3)'*x", "x: vector(3)")]
    [InlineData("softmax_rows(Z*Θ')", "Z: matrix(n,m); Θ: matrix(k,m)")]
    [InlineData("grad(u'*A*u, u = z)", "u: vector(n); A: matrix(n,n); z: vector(n)")]
    [InlineData("hvp(tr(X'*A*X), X, D)", "X: matrix(n,m); A: matrix(n,n); D: matrix(n,m)")]
    [InlineData("grad(sum(X), X, on: symmetric)", "X: matrix(n,n)")]
    [InlineData("mixed(x'*A*y, x, y)", "x: vector(n); A: matrix(n,m); y: vector(m)")]
    [InlineData("(x + vector(1))*(y + vector(2))'", "x: vector(n); y: vector(m)")]
    [InlineData("x == A*y", "x: vector(n); A: matrix(n,m); y: vector(m)")]
    [InlineData("x*y' == 0", "x: vector(n); y: vector(m)")]
    [InlineData("x - vec(A)", "x: vector(n*m); A: matrix(m,n)")]
    [InlineData("inv(A + c*eye)^2*x", "A: matrix(n,n); c: scalar; x: vector(n)")]
    public void Dimensions_are_as_different_as_the_text_allows(string text, string declarations) =>
        Assert.Equal(declarations, Scope.Empty.Infer(text).ToString().Replace("\n", "; "));

    [Fact]
    public void What_is_declared_stays()
    {
        Scope scope = Scope.Parse("a: matrix(r,s)").Infer("a*x + b*y");
        Assert.Equal("a: matrix(r,s)\nx: vector(s)\nb: scalar\ny: vector(r)", scope.ToString());
    }

    [Theory]
    [InlineData("x + a", 3, "vector(n) + scalar")]
    [InlineData("A*x + B", 5, "vector(n) + matrix(m,k)")]
    [InlineData("_q + 1", 1, "'_q'")]
    [InlineData("x $", 3, "'$'")]
    [InlineData("θ + theta", 5, "'theta'")]
    [InlineData("qqq(x)", 1, "'qqq'")]
    public void What_fits_nothing_is_refused(string text, int column, string found)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Scope.Empty.Infer(text));
        Assert.Equal((column, found), (error.Column, error.Found));
    }

    [Theory]
    [InlineData("sum(vector(1))", "the context does not say of which size vector(1) is", "write c*ones(n)")]
    [InlineData("vector(1)*x'", "the context does not say of which size vector(1) is", "write c*ones(n)")]
    [InlineData("tr(eye)*x", "the context does not say of which size eye is", "write eye(n)")]
    public void A_constant_that_fits_everything_is_refused(string text, string reason, string suggestion)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Scope.Parse("x: vector(n)").ParseExpression(text));
        Assert.Equal((reason, suggestion), (error.Expected, error.Suggestion));
    }

    [Fact]
    public void A_constant_fits_the_other_side_of_a_claim()
    {
        Claim claim = Scope.Parse("X: matrix(n,k)").ParseClaim("grad(sum(X), X) == matrix(1)");
        Assert.Same(Scope.Parse("X: matrix(n,k)").ParseExpression("ones(n,k)"), claim.Right);
    }
}
