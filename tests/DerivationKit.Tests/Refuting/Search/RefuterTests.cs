using DerivationKit.Language;
using DerivationKit.Refuting;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Refuting.Search;

public class RefuterTests
{
    private static readonly Variable X = Expr.Variable("X", Shape.Matrix("m", "n"));
    private static readonly Variable U = Expr.Variable("U", Shape.Matrix("m", "n"));
    private static readonly Variable V = Expr.Variable("V", Shape.Matrix("m", "n"));

    // Chance composes towers of exponentials; a small budget ends them soon.
    private static readonly RefuterOptions Brief = new() { InstancesPerSize = 1, SearchingWork = 100_000, MinimizingWork = 100_000 };

    [Fact]
    public void A_counterexample_is_reported_with_exact_values_and_its_first_entry()
    {
        Counterexample found = Refuted("A: matrix(m,n); b: vector(n)", "A*b == 2*A*b");
        Assert.Equal("m=1 n=1", string.Join(' ', found.Instance.Sizes.Select(s => $"{s.Key}={s.Value}")));
        Assert.Equal([1], found.Instance.Inputs["A"].Entries);
        Assert.Equal([1], found.Instance.Inputs["b"].Entries);
        Assert.Equal(["1"], found.Left.Entries);
        Assert.Equal(["2"], found.Right.Entries);
        Assert.Equal((1, 1), (found.Row, found.Column));
        // Both 0; one of them 1, -1 or 2.
        Assert.Equal(
            "sizes: the smallest there are; entries: no counterexample of these sizes among all 7 instances with entries from 0, 1, -1, 2, "
            + "fewer than 2 of them not 0, or 2 with a smaller sum of places in this list", found.Minimality);
    }

    // 10^-40 is about 2^-133, below what the search compares in passing.
    [Theory]
    [InlineData("x: scalar", "exp(x) == (1 + 1/10^40)*exp(x)")]
    [InlineData("z: vector(n)", "sum(softmax(z)) == 1 + 1/10^40")]
    public void A_small_factor_shows_to_more_bits(string declarations, string claim) => Assert.NotNull(Refuted(declarations, claim));

    // On the diagonal both sides are A.
    [Fact]
    public void Entries_that_agree_are_passed_over()
    {
        Counterexample found = Refuted("A: matrix(3,3)", "A .* eye(3) == A");
        Assert.Single(found.Instance.Inputs["A"].Entries, x => !x.IsZero);
        Assert.False(found.Instance.Inputs["A"][found.Row - 1, found.Column - 1].IsZero);
        Assert.NotEqual(found.Row, found.Column);
        Assert.Equal((3, 3), (found.Left.Rows, found.Left.Columns));
    }

    [Fact]
    public void A_search_for_smaller_ones_says_how_far_it_went()
    {
        Claim claim = Twins.Parse("A, B: matrix(n,n)", "A*B == B*A");
        // Numbers commute: all 4 * 4 pairs of them.
        Assert.StartsWith(
            "sizes: no counterexample with a smaller sum among all 16 instances with entries from 0, 1, -1, 2; entries: no counterexample of these sizes among all ",
            Minimality(new()));
        Assert.Matches("the budget was used up", Minimality(new() { MinimizingComparisons = 5 }));
        Assert.Matches("the budget was used up", Minimality(new() { MinimizingWork = 500 }));

        string Minimality(RefuterOptions options) =>
            Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim, options)).Counterexample.Minimality;
    }

    [Theory]
    [InlineData(32)]
    [InlineData(4096)]
    public void A_precision_that_cannot_be_used_or_confirmed_is_refused(int precision) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Refuter.Search(Twins.Parse("x: scalar", "x == 1"), new() { MaximumPrecision = precision }));

    // exp(1) = 2.718281828459045235360287..., OEIS A001113.
    [Fact]
    public void Irrational_sides_are_reported_as_enclosures()
    {
        Counterexample found = Refuted("x: scalar positive", "exp(x) == x + 1");
        Assert.Equal([1], found.Instance.Inputs["x"].Entries);
        Assert.StartsWith("2.71828182845904523", Assert.Single(found.Left.Entries), StringComparison.Ordinal);
        Assert.Contains(" ± ", found.Left.Entries[0], StringComparison.Ordinal);
        Assert.Equal(["2"], found.Right.Entries);
    }

    [DerivationProperty(Arbitrary = [typeof(Bodies)], MaxTest = 100)]
    public void An_expression_equals_itself(Expr f) =>
        AssertNotRefuted(Claim.Equal(f, f + f - f));

    [DerivationProperty(Arbitrary = [typeof(Bodies)], MaxTest = 100)]
    public void An_expression_never_equals_itself_plus_one(Expr f)
    {
        SearchResult result = Refuter.Search(Claim.Equal(f, f + 1), Brief);
        Assert.True(result is SearchResult.Refuted or SearchResult.NoInstance, $"{result}");
    }

    [DerivationProperty(Arbitrary = [typeof(Bodies)], MaxTest = 100)]
    public void Derivatives_obey_the_product_rule(Expr f, Expr g) =>
        AssertNotRefuted(Claim.Equal(
            Expr.Directional(f * g, X, U), (f * Expr.Directional(g, X, U)) + (Expr.Directional(f, X, U) * g)));

    [DerivationProperty(Arbitrary = [typeof(Bodies)], MaxTest = 100)]
    public void Second_derivatives_commute(Expr f) =>
        AssertNotRefuted(Claim.Equal(
            Expr.Directional(Expr.Directional(f, X, U), X, V), Expr.Directional(Expr.Directional(f, X, V), X, U)));

    [DerivationProperty(Arbitrary = [typeof(Bodies)], MaxTest = 100)]
    public void A_gradient_gives_the_derivative_in_every_direction(Expr f) =>
        AssertNotRefuted(Claim.Equal(Expr.Sum(Expr.Hadamard(Expr.Gradient(f, X), U)), Expr.Directional(f, X, U)));

    [Fact]
    public void A_budget_ends_the_search_with_what_was_compared()
    {
        Claim claim = Twins.Parse("Z: matrix(n,d); θ: matrix(k,d)", "grad(sum(logsumexp_rows(Z*θ')), Z) == softmax_rows(Z*θ')*θ");
        var all = Assert.IsType<SearchResult.Agreed>(Refuter.Search(claim));
        var some = Assert.IsType<SearchResult.Agreed>(Refuter.Search(claim, new() { SearchingWork = 20_000 }));
        // Eleven choices of sizes, three times each, and the eight small ones once more, to reach the least number of instances.
        Assert.Equal(41, all.Instances);
        Assert.InRange(some.Instances, 1, 40);
        Assert.Equal(
            "the budget of arithmetic operations is used up",
            Assert.IsType<SearchResult.NoInstance>(Refuter.Search(claim, new() { SearchingWork = 10 })).Reason);
    }

    private static Counterexample Refuted(string declarations, string claim) =>
        Assert.IsType<SearchResult.Refuted>(Refuter.Search(Scope.Parse(declarations).ParseClaim(claim))).Counterexample;

    private static void AssertNotRefuted(Claim claim)
    {
        SearchResult result = Refuter.Search(claim, Brief);
        Assert.True(result is SearchResult.Agreed or SearchResult.NoInstance, $"{result}");
    }

    private static class Bodies
    {
        public static Arbitrary<Expr> Scalars() =>
            Arb.From(Gen.Resize(ExprGenerators.WellShaped(Shape.Scalar, X), 15), ExprGenerators.Shrink);
    }
}
