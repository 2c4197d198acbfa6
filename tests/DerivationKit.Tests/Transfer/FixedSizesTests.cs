using DerivationKit.Language;
using DerivationKit.Transfer;

namespace DerivationKit.Tests.Transfer;

public class FixedSizesTests
{
    [Theory]
    [InlineData("z: vector(n)", "sum(softmax(z)) == 1", "n=3")]
    [InlineData("Z: matrix(n,d); W: matrix(k,d); C: matrix(n,k) onehot_rows", "grad(-sum(C .* logsoftmax_rows(Z*W')), Z) == (softmax_rows(Z*W') - C)*W", "n=2,k=3,d=2")]
    [InlineData("A: matrix(n,n)", "A*inv(A) == eye(n)", "n=3")]
    [InlineData("A: matrix(n,n); B: matrix(n,n)", "inv(A*B) == inv(B)*inv(A)", "n=2")]
    [InlineData("x: scalar", "x/(x - 4) == 1 + 4/(x - 4)", "")]
    [InlineData("x: scalar", "sqrt(x)^2 == x", "")]
    [InlineData("x: scalar", "abs(x)^2 == x^2", "")]
    [InlineData("x: scalar", "exp(x/2)^2*exp(-x) == 1", "")]
    [InlineData("x: scalar; y: scalar", "sin(x + y) == sin(x)*cos(y) + cos(x)*sin(y)", "")]
    [InlineData("x: scalar positive; y: scalar positive", "log(x^2/y) == 2*log(x) - log(y)", "")]
    [InlineData("p: scalar between01", "log(p/(1 - p)) == log(p) - log(1 - p)", "")]
    [InlineData("M: matrix(m,n) mask", "M .* M == M", "m=2,n=3")]
    [InlineData("s: vector(n) signs", "s .* s == ones(n)", "n=3")]
    [InlineData("C: matrix(n,k) onehot_rows", "C'*C == diag(colsum(C))", "n=3,k=2")]
    [InlineData("P: matrix(n,k) row_stochastic", "rowsum(P) == ones(n)", "n=2,k=3")]
    [InlineData("u: vector(n) unit", "u'*u == 1", "n=3")]
    [InlineData("A: matrix(n,n) skew; x: vector(n)", "x'*A*x == 0", "n=3")]
    public void True_claims_are_proved(string variables, string claim, string sizes) =>
        Assert.IsType<FixedSizesResult.Proved>(Prove(variables, claim, sizes));

    // Cayley and Hamilton for 2×2; the sum of cubes on the simplex; and others that hold at some sizes only.
    [Theory]
    [InlineData("A: matrix(n,n)", "A^2 - tr(A)*A + det(A)*eye(n) == zeros(n,n)", "n", 2, 2, 3)]
    [InlineData("p: vector(n) simplex", "sum(p.^3) == (3*sum(p.^2) - 1)/2", "n", 1, 2, 3)]
    [InlineData("x: vector(n)", "exp(sum(x)) - 1 == sum(exp(x) - ones(n))", "n", 1, 1, 2)]
    [InlineData("A: matrix(n,n) skew", "det(A) == 0", "n", 3, 3, 4)]
    public void Sizes_are_told_apart(string variables, string claim, string dimension, int first, int last, int failing)
    {
        for (int n = first; n <= last; n++)
        {
            Assert.IsType<FixedSizesResult.Proved>(Prove(variables, claim, $"{dimension}={n}"));
        }

        Assert.IsType<FixedSizesResult.NotZero>(Prove(variables, claim, $"{dimension}={failing}"));
    }

    // 2^61 - 1 and its like vanish modulo primes; √(x²) = x on one branch; values of functions may be anything as far as the method knows.
    [Theory]
    [InlineData("x: scalar", "2305843009213693951*x == 0", true)]
    [InlineData("x: scalar", "x^7 == x", true)]
    [InlineData("A: matrix(n,n) symmetric; B: matrix(n,n)", "A*B == B*A", true)]
    [InlineData("x: scalar", "sqrt(x^2) == x", false)]
    [InlineData("x: scalar", "exp(x) == 1 + x", false)]
    [InlineData("x: scalar; y: scalar", "log(x*y) == log(x) + log(y)", false)]
    [InlineData("Q: matrix(n,n) orthogonal", "Q'*Q == eye(n)", false)]
    [InlineData("M: matrix(n,n) mask", "M == zeros(n,n)", false)]
    public void What_does_not_vanish_is_conclusive_only_where_all_entries_are_free(string variables, string claim, bool isConclusive) =>
        Assert.Equal(isConclusive, Assert.IsType<FixedSizesResult.NotZero>(Prove(variables, claim, "n=2")).IsConclusive);

    // The causal mask is 1 for i ≥ j: the entry (0,1) is the first one above the diagonal.
    [Fact]
    public void The_entry_that_differs_is_named() =>
        Assert.Equal([0, 1], Assert.IsType<FixedSizesResult.NotZero>(Prove("B: matrix(n,n)", "causal(n) .* B == B", "n=3")).At);

    [Theory]
    [InlineData("y: scalar", "1/(y - y) == 2", "denominator")]
    [InlineData("C: matrix(n,n) onehot_rows", "C == C", "ways to place ones")]
    public void What_the_method_cannot_do_it_says(string variables, string claim, string reason) =>
        Assert.Contains(reason, Assert.IsType<FixedSizesResult.NotApplicable>(Prove(variables, claim, "n=6")).Reason);

    [Fact]
    public void Work_is_counted_and_limited()
    {
        Claim claim = Read("Z: matrix(n,k)", "rowsum(softmax_rows(Z)) == ones(n)");
        Dictionary<string, int> sizes = new() { ["n"] = 2, ["k"] = 3 };
        var first = Assert.IsType<FixedSizesResult.Proved>(FixedSizes.Prove(claim, sizes));
        var second = Assert.IsType<FixedSizesResult.Proved>(FixedSizes.Prove(claim, sizes));
        Assert.Equal(first.Work, second.Work);
        Assert.Equal(2, first.Entries);
        Assert.Contains("budget", Assert.IsType<FixedSizesResult.NotApplicable>(FixedSizes.Prove(claim, sizes, new(Work: first.Work - 1))).Reason);
    }

    [Fact]
    public void Every_dimension_needs_a_size()
    {
        Claim claim = Read("x: vector(n)", "x == x");
        Assert.Throws<ArgumentException>(() => FixedSizes.Prove(claim, new Dictionary<string, int>()));
        Assert.Throws<ArgumentException>(() => FixedSizes.Prove(claim, new Dictionary<string, int> { ["n"] = 0 }));
    }

    internal static Claim Read(string variables, string claim) =>
        Scope.FromTypes([.. variables.Split("; ").Select(v => v.Split(": ")).Select(v => (v[0], v[1]))], []).ParseClaim(claim);

    private static FixedSizesResult Prove(string variables, string claim, string sizes) => FixedSizes.Prove(
        Read(variables, claim), sizes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=')).ToDictionary(p => p[0], p => int.Parse(p[1])));
}
