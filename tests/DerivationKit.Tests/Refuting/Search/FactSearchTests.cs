using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting;
using static DerivationKit.Tests.Refuting.Sampling.PropertyCheckTests;

namespace DerivationKit.Tests.Refuting.Search;

public class FactSearchTests
{
    private static readonly Dimension M = Dimension.Named("m");
    private static readonly Dimension N = Dimension.Named("n");
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("n", "n"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("n", "n"));
    private static readonly Variable X = Expr.Variable("x", Shape.Scalar);
    private static readonly Variable Y = Expr.Variable("y", Shape.Vector("m"));
    private static readonly Variable Z = Expr.Variable("z", Shape.Vector("n"));

    // Wherever the fact holds the claim holds; elsewhere it mostly fails.
    [Fact]
    public void No_instance_outside_the_facts_refutes()
    {
        AssertNotRefuted(Claim.Equal(A * B, B * A).Assuming([Is(Property.Symmetric, A * B), Is(Property.Symmetric, A), Is(Property.Symmetric, B)]));
        AssertNotRefuted(Claim.Equal(Expr.Sqrt(Expr.Pow(X - 1, 2)), X - 1).Assuming([Is(Property.NonNegative, X - 1)]));
        AssertNotRefuted(Claim.Equal(Expr.Sqrt(Expr.Pow(X - 1, 2)), X - 1).Assuming([Is(Property.Positive, Expr.Exp(X) - 3)]));
        AssertNotRefuted(Claim.Equal(A, A.T).Assuming([Is(Property.PositiveDefinite, A)]));
        AssertNotRefuted(Claim.Equal(A - A.T, A - A).Assuming([Is(Property.Diagonal, A + A.T), Is(Property.Symmetric, A)]));
    }

    // x = 1 and x = 0 fail the facts, so that 2 is the simplest number left.
    [Fact]
    public void A_counterexample_has_the_facts_down_to_the_smallest()
    {
        Claim claim = Claim.Equal(X, 2 * X).Assuming([Is(Property.Positive, X - 1)]);
        Counterexample found = Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim)).Counterexample;
        Assert.Equal([2], found.Instance.Inputs["x"].Entries);
    }

    [Fact]
    public void Sizes_are_ordered_as_the_facts_say()
    {
        Claim claim = Claim.Equal(Expr.Sum(Y), Expr.Sum(Z));
        Assert.Equal("m=1 n=2", SizesOf(claim.Assuming([new Fact.Less(M, N)])));
        Assert.Equal("m=2 n=1", SizesOf(claim.Assuming([new Fact.Less(N, M)])));
        Assert.Equal("m=1 n=4", SizesOf(claim.Assuming([new Fact.Less(Dimension.Of(3), N)])));
        Assert.Equal("m=6 n=7", SizesOf(claim.Assuming([new Fact.Less(Dimension.Of(5), M), new Fact.Less(M, N)])));
        Assert.Equal(
            "no small sizes are as the claim orders them",
            Assert.IsType<SearchResult.NoInstance>(Refuter.Search(claim.Assuming([new Fact.Less(M, N), new Fact.Less(N, M)]))).Reason);
        Assert.IsType<SearchResult.NoInstance>(Refuter.Search(claim.Assuming([new Fact.Less(M, Dimension.One)])));
    }

    // tall: Q'Q = I needs at least as many rows as columns.
    [Fact]
    public void Orthonormal_columns_are_drawn_where_they_exist()
    {
        Variable q = Expr.Variable("Q", Shape.Matrix("m", "n"), Property.OrthonormalColumns);
        AssertNotRefuted(Claim.Equal(q.T * q, Expr.Eye(N)));
        Counterexample found = Assert.IsType<SearchResult.Refuted>(Refuter.Search(Claim.Equal(q * q.T, Expr.Eye(M)))).Counterexample;
        Assert.Equal("m=2 n=1", string.Join(' ', found.Instance.Sizes.Select(s => $"{s.Key}={s.Value}")));
    }

    [Fact]
    public void Facts_that_no_instance_has_are_named()
    {
        SearchResult result = Refuter.Search(Claim.Equal(X, X + 1).Assuming([Is(Property.Positive, -X * X)]));
        Assert.Equal("no instance was found with positive(-x*x)", Assert.IsType<SearchResult.NoInstance>(result).Reason);
    }

    [Theory]
    [InlineData(Property.Positive, "1", true)]
    [InlineData(Property.Positive, "-1", false)]
    [InlineData(Property.Invertible, "2", true)]
    [InlineData(Property.NonZero, "0", false)]
    public void An_instance_satisfies_a_claim_with_its_facts(Property property, string x, bool holds)
    {
        Expr subject = property == Property.Invertible ? Expr.Eye(Dimension.Of(2)) * Expr.Exp(X) : Expr.Exp(X) - 1;
        Claim claim = Claim.Equal(X, X).Assuming([Is(property, subject)]);
        Assert.Equal(holds, Instance("", ("x", x)).Satisfies(claim));
    }

    // An unknown sign is no sign: log 0 is undefined, and |exp(x) - exp(x)| may be 0.
    [Fact]
    public void A_fact_that_is_not_certain_does_not_hold()
    {
        Instance at = Instance("", ("x", "0"));
        Assert.False(at.Satisfies(Claim.Equal(X, X).Assuming([Is(Property.Positive, Expr.Log(X))])));
        Expr zero = Expr.Exp(X + 1) - Expr.Exp(X + 1);
        Assert.False(at.Satisfies(Claim.Equal(X, X).Assuming([Is(Property.NonZero, zero)])));
        Assert.False(at.Satisfies(Claim.Equal(X, X).Assuming([Is(Property.Mask, zero)])));
    }

    [Fact]
    public void Sums_of_sizes_below_a_counterexample_are_counted_among_allowed_sizes()
    {
        Claim claim = Claim.Equal(Expr.Sum(Y), Expr.Sum(Z)).Assuming([new Fact.Less(M, N)]);
        Counterexample found = Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim)).Counterexample;
        Assert.StartsWith("sizes: the smallest there are", found.Minimality, StringComparison.Ordinal);
    }

    private static Fact.Has Is(Property property, Expr subject) => new(property, subject);

    private static string SizesOf(Claim claim) =>
        string.Join(' ', Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim)).Counterexample.Instance.Sizes.Select(s => $"{s.Key}={s.Value}"));

    private static void AssertNotRefuted(Claim claim) => Assert.IsType<SearchResult.Agreed>(Refuter.Search(claim));
}
