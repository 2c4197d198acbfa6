using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Search;

public class TwinTests
{
    [Theory]
    [MemberData(nameof(Twins.False), MemberType = typeof(Twins))]
    public void A_false_twin_is_refuted(string label, string declarations, string claim)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SearchResult result = Refuter.Search(Twins.Parse(declarations, claim));
        File.AppendAllText("/tmp/out.txt", $"{label} {watch.ElapsedMilliseconds} ms {Show(result)}" + "\n");
        Assert.IsType<SearchResult.Refuted>(result);
    }

    [Theory]
    [MemberData(nameof(Twins.True), MemberType = typeof(Twins))]
    public void A_true_claim_is_not_refuted(string label, string declarations, string claim)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SearchResult result = Refuter.Search(Twins.Parse(declarations, claim));
        File.AppendAllText("/tmp/out.txt", $"{label} {watch.ElapsedMilliseconds} ms {Show(result)}" + "\n");
        Assert.IsType<SearchResult.Agreed>(result);
    }

    internal static string Show(SearchResult r) => r switch
    {
        SearchResult.Refuted x => $"{string.Join(",", x.Counterexample.Instance.Sizes.Select(s => s.Key + "=" + s.Value))} | {string.Join(" ", x.Counterexample.Instance.Inputs.Select(i => $"{i.Key}=[{string.Join(" ", i.Value.Entries)}]"))} | ({x.Counterexample.Row},{x.Counterexample.Column}) {string.Join(" ", x.Counterexample.Left.Entries)} vs {string.Join(" ", x.Counterexample.Right.Entries)} | {x.Counterexample.Minimality}",
        SearchResult.Agreed a => $"agreed {a.Instances} 2^{a.Log2Bound}",
        _ => r.ToString(),
    };
}
