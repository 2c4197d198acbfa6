using System.Text.Json;

namespace DerivationKit.Tests.Cli;

public class SelfTestTests
{
    private const string Square = """{"id": "square", "vars": {"x": "vector(n)"}, "claim": "grad(x'*x, x) == 2*x"}""";
    private const string Twin = """{"id": "twin", "vars": {"x": "vector(n)"}, "claim": "grad(x'*x, x) == x", "expect": "refuted"}""";

    [Fact]
    public void The_scorecard_says_what_was_tried()
    {
        Derive run = Derive.Run("selftest", "--mutants", "20", "--seed", "3", "--threads", "2");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("20 of 20 true claims, seed 3", run.Out);
        Assert.Contains("0 false", run.Out);
        Assert.Contains("rule of three", run.Out);
        Assert.Contains("verdicts a second", run.Out);
    }

    [Fact]
    public void As_json_it_has_a_count_for_every_claim()
    {
        using Folder folder = new();
        Derive run = Derive.Run("selftest", "--mutants", "12", "--json", "--claims", folder.Write("claims.jsonl", $"{Square}\n\n{Twin}\n"));
        Assert.Equal(0, run.Code);
        JsonElement card = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(
            [
                "requested", "seed", "misfits", "duplicates", "outcomes", "known_false", "upper_bound", "smallest", "sampled", "by_kind", "by_base",
                "findings", "effort",
            ],
            card.EnumerateObject().Select(member => member.Name));
        Assert.Equal(12, card.GetProperty("outcomes").EnumerateObject().Sum(outcome => outcome.Value.GetInt32()));
        Assert.Equal(["square"], card.GetProperty("by_base").EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(0, card.GetProperty("outcomes").GetProperty("false_proof").GetInt32());
    }

    [Fact]
    public void True_claims_are_searched_with_many_seeds()
    {
        using Folder folder = new();
        Derive run = Derive.Run("selftest", "--seeds", "5", "--true-claims", folder.Write("claims.jsonl", $"{Square}\n{Twin}\n"));
        Assert.Equal(0, run.Code);
        Assert.Contains("1 true claim with 5 seeds each: 5 agree, 0 found no instance, 0 false refutations", run.Out);
    }

    // A claim that is taken for true but is not.
    [Fact]
    public void A_refuted_true_claim_is_a_disagreement()
    {
        using Folder folder = new();
        string file = folder.Write("claims.jsonl", Twin.Replace("refuted", "proved"));
        Derive run = Derive.Run("selftest", "--seeds", "2", "--true-claims", file);
        Assert.Equal(3, run.Code);
        Assert.Contains("FALSE REFUTATION twin, seed 2: ", run.Out);
        JsonElement card = JsonDocument.Parse(Derive.Run("selftest", "--seeds", "2", "--json", "--true-claims", file).Out).RootElement;
        Assert.Equal(["claims", "seeds", "agreed", "no_instance", "false_refutations", "effort"], card.EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, card.GetProperty("false_refutations").GetArrayLength());
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Derive.Run("selftest", "--mutants", "0").AssertRefused("--mutants takes a number from 1");
        Derive.Run("selftest", "--threads", "-1").AssertRefused("--threads takes a number from 1");
        Derive.Run("selftest", "--claims", "nowhere.jsonl").AssertRefused("nowhere.jsonl cannot be read");
        using Folder folder = new();
        Derive.Run("selftest", "--claims", folder.Write("false.jsonl", Twin)).AssertRefused("false.jsonl has no true claims");
        Derive.Run("selftest", "--claims", folder.Write("bad.jsonl", $"{Square}\n{{}}")).AssertRefused("bad.jsonl, line 2");
    }
}
