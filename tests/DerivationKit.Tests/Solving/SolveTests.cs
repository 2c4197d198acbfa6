using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Solving;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Solving;

// Solutions as books have them; what is found has to be equal to that for all dimensions, and be proved to be a solution and the only one.
public class SolveTests
{
    // declarations, function, variable, solution, source
    [Theory]
    [InlineData("X: matrix(n,d); y: vector(n); w: vector(d)", "norm2(X*w - y)^2", "w", "inv(X'*X)*X'*y", "Seber and Lee 2003, equation 3.4")]
    [InlineData("X: matrix(n,d); y: vector(n); w: vector(d); l: scalar positive", "norm2(X*w - y)^2 + l*norm2(w)^2", "w", "inv(X'*X + l*eye(d))*X'*y", "Hoerl and Kennard 1970, equation 2.1")]
    [InlineData("X: matrix(n,d); Y: matrix(n,k); W: matrix(d,k); l: scalar positive", "norm2(X*W - Y)^2 + l*norm2(W)^2", "W", "inv(X'*X + l*eye(d))*X'*Y", "Bishop 2006, equation 3.28")]
    [InlineData("X: matrix(n,m); U: matrix(n,k); V: matrix(m,k)", "norm2(X - U*V')^2", "U", "X*V*inv(V'*V)", "alternating least squares: Hastie and others 2015, section 4")]
    [InlineData("X: matrix(n,m); U: matrix(n,k); V: matrix(m,k)", "norm2(X - U*V')^2", "V", "X'*U*inv(U'*U)", "alternating least squares: Hastie and others 2015, section 4")]
    [InlineData("X: matrix(n,d); r: vector(n) positive; m: vector(d)", "sum(r .* rowsum((X - ones(n)*m').^2))", "m", "X'*r/sum(r)", "Bishop 2006, equation 9.17")]
    [InlineData("x, y: vector(n); b: scalar", "norm2(y - b*x)^2", "b", "x'*y/(x'*x)", "Seber and Lee 2003, section 6.2")]
    [InlineData("A: matrix(n,n) pd; x, b: vector(n); c: scalar", "x'*A*x/2 - b'*x + c*(sum(x) - 1)", "x", "inv(A)*(b - c*ones(n))", "Markowitz's problem: Boyd and Vandenberghe 2004, section 4.4.2")]
    [InlineData("x, y, b: vector(n); A: matrix(n,n) psd; t: scalar positive", "norm2(x - y)^2/(2*t) + x'*A*x/2 - b'*x", "x", "inv(eye(n) + t*A)*(y + t*b)", "Parikh and Boyd 2014, section 6.1.1")]
    [InlineData("S: matrix(d,d) pd; P: matrix(d,d) pd", "tr(P*S) - logdet(P)", "P", "inv(S)", "Boyd and Vandenberghe 2004, section 7.1.1")]
    public void Stationary_points_are_those_of_books(string declarations, string function, string variable, string solution, string source)
    {
        Assert.NotEqual("", source);
        var scope = Scope.Parse(declarations);
        Solution found = Solve.Stationary(scope.ParseExpression(function), (Variable)scope[variable], []);
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Claim.Equal(found.Value, scope.ParseExpression(solution))));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(found.Sufficient));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(found.Necessary));
    }

    // Multiplied by the variable they are linear; that there is no other solution is not always proved.
    [Theory]
    [InlineData("X: matrix(n,d); w: vector(d); y: vector(n); s: scalar positive", "n*log(s) + norm2(y - X*w)^2/s", "s", "norm2(y - X*w)^2/n")]
    [InlineData("X: matrix(n,d); S: matrix(d,d) pd", "n*logdet(S) + tr(inv(S)*X'*X)", "S", "X'*X/n")]
    public void Variances_are_found_where_likelihoods_are_stationary(string declarations, string function, string variable, string solution)
    {
        var scope = Scope.Parse(declarations);
        Solution found = Solve.Stationary(scope.ParseExpression(function), (Variable)scope[variable], []);
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Claim.Equal(found.Value, scope.ParseExpression(solution))));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(found.Sufficient));
        Assert.IsNotType<Verdict.Refuted>(Verifier.Decide(found.Necessary));
    }

    // declarations, what is to be 0, variable, solution
    [Theory]
    [InlineData("A: matrix(n,n); x, b: vector(n)", "A*x - b", "x", "inv(A)*b")]
    [InlineData("A: matrix(n,n); B: matrix(m,m); X, C: matrix(n,m)", "A*X*B - C", "X", "inv(A)*C*inv(B)")]
    [InlineData("M: matrix(n,n); x, b: vector(n)", "x - (M*x + b)", "x", "inv(eye(n) - M)*b")]
    [InlineData("A: matrix(n,n); B: matrix(m,m); X, C: matrix(n,m); a: scalar nonzero", "a*X*B - X/a - C", "X", "C*inv(a*B - eye(m)/a)")]
    [InlineData("x, d, b: vector(n); a: scalar", "x .* d + a*x - b", "x", "b ./ (d + a*ones(n))")]
    public void Linear_equations_are_solved(string declarations, string zero, string variable, string solution)
    {
        var scope = Scope.Parse(declarations);
        Solution found = Solve.Zero(scope.ParseExpression(zero), (Variable)scope[variable], []);
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Claim.Equal(found.Value, scope.ParseExpression(solution))));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(found.Sufficient));
    }

    // x*x' has an inverse at n = 1 alone: the solution says so, instead of what a tidy form would extend it to.
    [Fact]
    public void A_solution_that_is_seldom_defined_is_no_wrong_one()
    {
        var scope = Scope.Parse("A: matrix(m,n); x: vector(n); b: vector(m)");
        Solution found = Solve.Stationary(scope.ParseExpression("norm2(A*x - b)^2"), (Variable)scope["A"], []);
        Assert.IsNotType<Verdict.Refuted>(Verifier.Decide(found.Sufficient));
    }

    // declarations, what is to be 0, why not
    [Theory]
    [InlineData("x: scalar; y: scalar", "exp(x) - y", "exp(x) - y is not linear in x, nor are its products with x")]
    [InlineData("A: matrix(n,n); B: matrix(m,m); x, C: matrix(n,m)", "A*x + x*B - C", "Sylvester's equation")]
    [InlineData("A: matrix(m,n); x: vector(n); b: vector(m)", "A*x - b", "is a matrix(m,n) and has no inverse")]
    [InlineData("x, y: vector(n)", "y", "y does not depend on x")]
    public void What_is_not_solved_is_refused_for_a_reason(string declarations, string zero, string reason)
    {
        var scope = Scope.Parse(declarations);
        Assert.Contains(reason, Assert.Throws<NotSolvedException>(() => Solve.Zero(scope.ParseExpression(zero), (Variable)scope["x"], [])).Message);
    }
}
