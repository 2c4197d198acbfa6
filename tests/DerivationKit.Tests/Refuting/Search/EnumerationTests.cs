using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Search;

// The enumeration below a counterexample: what it holds, and that no more is said of it.
public class EnumerationTests
{
    private static readonly CandidateSpace Space = SpaceOf("A: matrix(2,2); b: scalar nonnegative; M: row(2) mask");

    // Four values for each of five numbers, two for each of two: the lists with k of them not 0.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, (5 * 3) + (2 * 1))]
    [InlineData(2, (10 * 9) + (5 * 3 * 2) + 1)]
    [InlineData(7, 3 * 3 * 3 * 3 * 3)]
    [InlineData(8, 0)]
    public void A_round_holds_each_list_with_so_many_choices_once(int count, int expected)
    {
        Candidate[] round = [.. Space.WithNonZeros(count, int.MaxValue)];
        Assert.Equal(expected, round.Select(c => string.Join(',', c.Choices)).Distinct().Count());
        Assert.Equal(expected, round.Length);
        Assert.All(round, c => Assert.Equal((count, true), (c.NonZeros, c.IsSimple)));
        Assert.Equal(round.Select(c => c.Weight).Order(), round.Select(c => c.Weight));
    }

    [Fact]
    public void A_bound_ends_a_round_before_that_sum() =>
        Assert.All(Space.WithNonZeros(2, below: 4), c => Assert.InRange(c.Weight, 2, 3));

    // Every pair of numbers from 0, 1, -1, 2 satisfies a*b = b*a; of the 2×2 pairs that do not commute, the simplest have two entries.
    [Fact]
    public void Everything_smaller_than_the_counterexample_was_enumerated()
    {
        Counterexample found = Refuted("A, B: matrix(n,n)", "A*B == B*A");
        // None, or one of eight entries not 0, then two with the smallest sum up to the first that differ.
        Assert.Matches("^sizes: no counterexample with a smaller sum among all 16 instances with entries from 0, 1, -1, 2; "
            + "entries: no counterexample of these sizes among all [0-9]+ instances with entries from 0, 1, -1, 2, "
            + "fewer than 2 of them not 0, or 2 with a smaller sum of places in this list$", found.Minimality);
        Assert.Equal(2, found.Instance.Inputs.Values.Sum(input => input.Entries.Count(x => !x.IsZero)));
    }

    // A side is not defined at 0 and -1; at 1 and 2 both are 0.
    [Fact]
    public void What_cannot_be_compared_is_counted_apart() =>
        Assert.Contains("among all 4 instances (2 not comparable, 2 compared to 64 bits)", Refuted("x: scalar", "log(1 + x)*log(x)*(x - 2) == 0").Minimality);

    [Fact]
    public void Variables_with_properties_are_named() =>
        Assert.EndsWith("; P, q made likewise from the simplest values with the declared properties", Refuted("P: matrix(n,n) symmetric; q: vector(n) positive; r: vector(n)", "P*q == r").Minimality);

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(120)]
    public void A_budget_that_is_used_up_is_told(int comparisons)
    {
        string minimality = Refuted("A, B, C: matrix(n,n)", "A*B*C == C*B*A", new() { MinimizingComparisons = comparisons }).Minimality;
        Assert.Contains("the budget was used up", minimality);
        Assert.DoesNotContain("a smaller sum of places", minimality);
    }

    // x = 1 and x = -1 satisfy it, and the search would find them no counterexamples in any order.
    [Fact]
    public void A_counterexample_drawn_from_positive_numbers_is_compared_with_all_numbers()
    {
        Counterexample found = Refuted("x: scalar", "arccos(x) == x*arccos(x)");
        Assert.Equal("0", found.Instance.Inputs["x"].Entries[0].ToString());
        Assert.EndsWith("entries: the simplest there are", found.Minimality);
    }

    private static Counterexample Refuted(string declarations, string claim, RefuterOptions? options = null) =>
        Assert.IsType<SearchResult.Refuted>(Refuter.Search(Scope.Parse(declarations).ParseClaim(claim), options ?? new())).Counterexample;

    private static CandidateSpace SpaceOf(string declarations) =>
        CandidateSpace.TryCreate([.. Scope.Parse(declarations).Variables], [], ImmutableSortedDictionary<string, int>.Empty, [], out CandidateSpace? space, out _)
            ? space
            : throw new InvalidOperationException("no space");
}
