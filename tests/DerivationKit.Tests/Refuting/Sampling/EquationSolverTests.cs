using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting;
using DerivationKit.Testing;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Refuting.Sampling;

// What is drawn for a claim is moved to where the claim's equations hold. That they do is decided without the solver: by the entries of both sides at the instance.
public class EquationSolverTests
{
    // declarations, equations, sizes
    [Theory]
    [InlineData("A: matrix(n,n); v: vector(n); l: scalar", "A*v == l*v", "n=3")]
    [InlineData("A: matrix(n,n) symmetric; v: vector(n); l: scalar", "A*v == l*v", "n=3")]
    [InlineData("A: matrix(n,n); B: matrix(n,k); C: matrix(n,k)", "A*B == C", "n=3 k=2")]
    [InlineData("X: matrix(n,d); y: vector(n); w: vector(d)", "X'*X*w == X'*y", "n=3 d=2")]
    [InlineData("X: matrix(n,d); y: vector(n); w: vector(d)", "X'*X*w == X'*y", "n=2 d=3")]
    [InlineData("X: matrix(n,d); y: vector(n); w: vector(d)", "grad(norm2(X*w - y)^2, w) == 0", "n=3 d=2")]
    [InlineData("Q: matrix(n,n) symmetric; c, x: vector(n); A: matrix(m,n); b, v: vector(m)", "Q*x + c + A'*v == 0, A*x == b", "n=3 m=2")]
    [InlineData("A: matrix(m,n); u: vector(m) unit; v: vector(n) unit; s: scalar", "A*v == s*u, A'*u == s*v", "m=3 n=2")]
    [InlineData("A: matrix(n,n); P: matrix(n,n) symmetric; Q: matrix(n,n)", "A'*P + P*A == -Q", "n=3")]
    [InlineData("K: matrix(n,n) skew; D: matrix(n,n) diagonal; x: vector(n)", "K*x == D*x", "n=3")]
    [InlineData("P: matrix(n,n); p: vector(n)", "P*ones(n) == ones(n), diag(p)*P == P'*diag(p)", "n=3")]
    [InlineData("P: matrix(n,n) pd; H: matrix(m,n); R, S: matrix(m,m); K: matrix(n,m)", "R == S - H*P*H', S == eye(m) + H*P*H', K == P*H'*inv(S)", "n=3 m=2")]
    [InlineData("p, q: vector(n); a, b, c: scalar", "p == softmax(0*q), a*b == c, b == 2 - sum(p), c == b^2 + 1", "n=3")]
    public void Equations_hold_at_nearly_all_draws(string declarations, string equations, string sizes)
    {
        Scope scope = Scope.Parse(declarations).Assume(equations);
        Claim claim = scope.ParseClaim($"{scope.Variables.First().Name} == 0").Assuming([.. scope.Variables.Select(v => new Fact.Has(Property.Positive, 1 + Expr.Norm2(v)))]);
        Assert.True(CandidateSpace.TryCreate(Premises.Declared(claim), Premises.Zeros(claim), PropertyCheckTests.Instance(sizes).Sizes, [], out CandidateSpace? space, out _));
        Instance[] drawn = [.. Enumerable.Range(0, 40).Select(seed => space.Draw(new SplitMix64((ulong)seed), simple: seed % 2 == 0).Instance)];

        // Where a drawn matrix is singular, or a vector 0, there may be no solution.
        Assert.InRange(drawn.Count(at => at.Satisfies(claim)), 30, 40);
        Assert.All(drawn, at => Assert.True(at.Satisfies(claim.Variables)));
    }

    // Most of what is drawn for a claim without equations does not satisfy them: the solver makes the difference.
    [Fact]
    public void Without_a_solver_equations_seldom_hold()
    {
        Claim claim = Scope.Parse("X: matrix(n,d); y: vector(n); w: vector(d)").Assume("X'*X*w == X'*y").ParseClaim("y == y + 0*X*w");
        Assert.True(CandidateSpace.TryCreate(Premises.Declared(claim), [], PropertyCheckTests.Instance("n=3 d=2").Sizes, [], out CandidateSpace? space, out _));
        Assert.InRange(Enumerable.Range(0, 40).Count(seed => space.Draw(new SplitMix64((ulong)seed), simple: false).Instance.Satisfies(claim)), 0, 2);
    }

    // x² = 2 has no rational solution, and is not linear: what was drawn is left as it is.
    [Fact]
    public void What_is_not_linear_is_left_alone()
    {
        Claim claim = Scope.Parse("x: scalar").Assume("x^2 == 2").ParseClaim("x == 1");
        Assert.True(CandidateSpace.TryCreate(Premises.Declared(claim), Premises.Zeros(claim), PropertyCheckTests.Instance("").Sizes, [], out CandidateSpace? space, out _));
        Assert.True(CandidateSpace.TryCreate(Premises.Declared(claim), [], PropertyCheckTests.Instance("").Sizes, [], out CandidateSpace? free, out _));
        Assert.All(Enumerable.Range(0, 20), seed => Assert.Equal(
            free.Draw(new SplitMix64((ulong)seed), simple: false).Instance.ToString(), space.Draw(new SplitMix64((ulong)seed), simple: false).Instance.ToString()));
        Assert.IsType<SearchResult.NoInstance>(Refuter.Search(claim));
    }

    // Ax = b for a random x has the solution x, and perhaps others; the one that is found solves it, too.
    [DerivationProperty]
    public void Linear_equations_are_solved(byte rows, byte columns, ulong seed)
    {
        (int m, int n) = (1 + (rows % 4), 1 + (columns % 5));
        SplitMix64 random = new(seed);
        Rational[,] a = new Rational[m, n];
        Rational[] x = [.. Enumerable.Range(0, n).Select(_ => (Rational)(random.Below(7) - 3))], b = new Rational[m];
        for (int i = 0; i < m; i++)
        {
            b[i] = Rational.Zero;
            for (int j = 0; j < n; j++)
            {
                a[i, j] = random.Below(5) - 2;
                b[i] += a[i, j] * x[j];
            }
        }

        Rational[] found = Assert.IsType<Rational[]>(Elimination.Solve(m, n, (i, j) => a[i, j], i => b[i]));
        Assert.All(Enumerable.Range(0, m), i => Assert.Equal(b[i], Enumerable.Range(0, n).Aggregate(Rational.Zero, (sum, j) => sum + (a[i, j] * found[j]))));
    }

    [Fact]
    public void Linear_equations_that_contradict_each_other_have_no_solution()
    {
        Assert.Null(Elimination.Solve(2, 1, (i, _) => i + 1, i => i + 2));
        Assert.Null(Elimination.Solve(1, 2, (_, _) => Rational.Zero, _ => Rational.One));
        Assert.Equal([0, 0], Elimination.Solve(1, 2, (_, _) => Rational.Zero, _ => Rational.Zero)!);
    }
}
