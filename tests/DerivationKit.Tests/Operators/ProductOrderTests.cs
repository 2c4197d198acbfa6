using DerivationKit.Language;
using DerivationKit.Proving;

namespace DerivationKit.Tests.Operators;

// Products of the same dimensions in different orders meet by position.
public class ProductOrderTests
{
    // Exchanged factors: false for vectors of equal length, which is what the claims say.
    [Theory]
    [InlineData("A: matrix(m,m); X: matrix(m,n); B: matrix(n,n)", "vec(A*X*B) == kron(A,B')*vec(X)")]
    [InlineData("X: matrix(m,n)", "vec(X) == vec(X')")]
    [InlineData("X: matrix(m,n)", "vec(X) - vec(X') == zeros(n*m)")]
    [InlineData("X: matrix(m,n)", "vec(X) .* vec(X') == vec(X) .* vec(X)")]
    [InlineData("X: matrix(m,n)", "inner(vec(X), vec(X')) == sum(X .* X)")]
    [InlineData("X: matrix(m,n)", "comm(n,m)*vec(X) == vec(X')")]
    [InlineData("A: matrix(m,m); B: matrix(n,n)", "kron(A,B) == kron(B,A)")]
    [InlineData("m: dimension; n: dimension", "comm(m,n) == eye(m*n)")]
    [InlineData("m: dimension; n: dimension", "tr(comm(m,n)) == m*n")]
    [InlineData("A: matrix(2,2); B: matrix(3,3)", "kron(A,B) == kron(B,A)")]
    [InlineData("R: matrix(n,m); U: matrix(n,r); V: matrix(m,r)", "vechess(1/2*norm2(U*V' - R)^2, V) == kron(eye(m), U'*U)")]
    public void Exchanged_factors_are_refuted(string declarations, string claim) =>
        Assert.IsType<Verdict.Refuted>(Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim)));

    // True whatever the order: the entries are equal, their sum has no order, the lengths are all that counts.
    [Theory]
    [InlineData("x: vector(n*m); y: vector(m*n)", "x + y == y + x")]
    [InlineData("x: vector(n*m); y: vector(m*n)", "x'*y == y'*x")]
    [InlineData("x: vector(n*m); y: vector(m*n)", "sum(x - y) == sum(x) - sum(y)")]
    [InlineData("m: dimension; n: dimension", "ones(n*m) == ones(m*n)")]
    [InlineData("m: dimension; n: dimension", "eye(n*m) == eye(m*n)")]
    public void A_true_claim_is_not_proved_for_all_dimensions(string declarations, string claim)
    {
        var proved = Assert.IsType<Verdict.ProvedAtSizes>(Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim)));
        Assert.Contains("meet in one axis: they have equal sizes but different orders", proved.Reason);
    }

    [Fact]
    public void The_reason_names_the_matrix_between_the_orders()
    {
        Claim claim = Scope.Parse("X: matrix(m,n)").ParseClaim("vec(X) == vec(X')");
        Assert.Equal(
            "n*m and m*n meet in one axis: they have equal sizes but different orders; comm(m,n) stands between them",
            Assert.IsType<Attempt.Failed>(Prover.Prove(claim)).Reason);
    }

    // The factors of one axis that have equal names are still two: their exchange is no identity.
    [Fact]
    public void Equal_factors_are_not_exchanged()
    {
        Scope scope = Scope.Parse("X: matrix(n,n)");
        Assert.IsType<Verdict.Refuted>(Verifier.Decide(scope.ParseClaim("vec(X) == vec(X')")));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(scope.ParseClaim("vec(X) == comm(n,n)*vec(X')")));
    }

    // Petersen, Pedersen 2012, eqs. 512, 516.
    [Theory]
    [InlineData("A: matrix(m,m); B: matrix(n,n)", "inv(kron(A,B)) == kron(inv(A)',inv(B))")]
    [InlineData("A: matrix(2,2); B: matrix(3,3)", "det(kron(A,B)) == det(A)^2*det(B)^3")]
    [InlineData("A: matrix(2,2); B: matrix(3,3)", "logdet(kron(A,B)) == 2*logdet(A) + 3*logdet(B)")]
    public void Inverses_and_determinants_over_products_are_refuted(string declarations, string claim) =>
        Assert.IsType<Verdict.Refuted>(Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim)));

    [Theory]
    [InlineData("A: matrix(m,m); B: matrix(n,n)", "inv(kron(A,B)) == kron(inv(A),inv(B))")]
    [InlineData("A: matrix(2,2); B: matrix(3,3)", "det(kron(A,B)) == det(A)^3*det(B)^2")]
    [InlineData("A: matrix(m,m); B: matrix(n,n)", "logdet(kron(A,B)) == n*logdet(A) + m*logdet(B)")]
    [InlineData("A: matrix(m,m); B: matrix(n,n)", "tr(inv(kron(A,B))) == tr(inv(A))*tr(inv(B))")]
    [InlineData("A: matrix(m,m); B: matrix(n,n); X: matrix(n,m)", "inv(kron(A,B))*vec(X) == vec(inv(B)*X*inv(A'))")]
    [InlineData("A: matrix(n*m,n*m)", "A*inv(A) == eye(n*m)")]
    [InlineData("A: matrix(m,m); B: matrix(n,n)", "inv(kron(eye(n),A) + kron(B',eye(m)))*(kron(eye(n),A) + kron(B',eye(m))) == eye(n*m)")]
    [InlineData("m: dimension; n: dimension", "inv(comm(m,n)) == comm(n,m)")]
    [InlineData("m: dimension; n: dimension", "comm(m,n)*inv(comm(m,n)) == eye(m*n)")]
    public void Inverses_and_determinants_over_products_are_proved(string declarations, string claim) =>
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim)));

    [Theory]
    [InlineData("m: dimension; n: dimension", "det(comm(m,n)) == det(comm(n,m))")]
    public void Determinants_of_exchanges_are_not_proved_for_all_dimensions(string declarations, string claim)
    {
        var proved = Assert.IsType<Verdict.ProvedAtSizes>(Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim)));
        Assert.Contains("its sign depends on how these are numbered", proved.Reason);
    }
}
