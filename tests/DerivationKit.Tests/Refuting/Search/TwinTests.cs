using System.Collections.Immutable;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Search;

public class TwinTests
{
    [Theory]
    [MemberData(nameof(Twins.False), MemberType = typeof(Twins))]
    public void A_false_twin_is_refuted_at_its_smallest_sizes(string label, string declarations, string claim, string sizes)
    {
        Claim parsed = Twins.Parse(declarations, claim);
        Counterexample found = Assert.IsType<SearchResult.Refuted>(Refuter.Search(parsed)).Counterexample;
        Assert.Equal((label, sizes), (label, Show(found.Instance.Sizes)));
        Assert.True(found.Instance.Satisfies(parsed.Variables));
        int entry = ((found.Row - 1) * found.Left.Columns) + found.Column - 1;
        Assert.NotEqual(found.Left.Entries[entry], found.Right.Entries[entry]);
    }

    [Theory]
    [MemberData(nameof(Twins.True), MemberType = typeof(Twins))]
    public void A_true_twin_is_not_refuted_whatever_the_seed(string label, string declarations, string claim)
    {
        Claim parsed = Twins.Parse(declarations, claim);
        for (ulong seed = 1; seed <= 4; seed++)
        {
            SearchResult result = Refuter.Search(parsed, new() { Seed = seed, InstancesPerSize = seed == 1 ? 3 : 1 });
            Assert.True(result is SearchResult.Agreed { Instances: >= 6, Log2Bound: <= -100 }, $"{label}, seed {seed}: {result}");
        }
    }

    [Fact]
    public void A_search_gives_the_same_answer_twice()
    {
        Claim claim = Twins.Parse("Z: matrix(n,d); θ: matrix(d,d)", "softmax_rows(Z*θ*Z')' == softmax_cols(Z*θ*Z')");
        Assert.Equal(Describe(claim), Describe(claim));

        static string Describe(Claim claim)
        {
            Counterexample c = Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim)).Counterexample;
            return $"{Show(c.Instance.Sizes)} {string.Join(' ', c.Instance.Inputs.SelectMany(i => i.Value.Entries))} "
                + $"{string.Join(' ', c.Left.Entries)} {string.Join(' ', c.Right.Entries)} {c.Row} {c.Column} {c.Minimality}";
        }
    }

    private static string Show(ImmutableSortedDictionary<string, int> sizes) =>
        string.Join(' ', sizes.Select(size => $"{size.Key}={size.Value}"));
}
