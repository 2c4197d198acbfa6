using System.Text.Json;

namespace DerivationKit.Tests.Cli;

public class ProveTests
{
    private static readonly string[] Keys =
    [
        "claim", "given", "verdict", "conditions", "steps", "peak", "checks", "witness", "sizes", "method", "instances", "log2_bound", "seed", "counterexample",
        "did_you_mean", "unused", "reason", "milliseconds",
    ];

    private static readonly string[] CrossEntropy =
        ["--var", "Z: matrix(n,d)", "--var", "θ: matrix(k,d)", "--var", "C: matrix(n,k) onehot_rows", "--let", "S = softmax_rows(Z*θ')"];

    [Fact]
    public void A_true_claim_that_begins_with_a_minus_is_proved()
    {
        Derive run = Derive.Run(["prove", "-grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == C*θ - S*θ", .. CrossEntropy]);
        Assert.Equal(0, run.Code);
        Assert.Contains("proved for all dimensions", run.Out);
        Assert.Contains("C: matrix(n,k) onehot_rows", run.Out);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void A_false_claim_is_refuted_with_matrices_and_both_sides()
    {
        // The smallest rows: at n = 1 a matrix commutes with its transpose.
        Derive run = Derive.Run("prove", "A*A' == A'*A", "--var", "A: matrix(n,n)");
        Assert.Equal(1, run.Code);
        Assert.Contains("The sides differ at n = 2:", run.Out);
        Assert.Contains("First difference: row ", run.Out);
        Assert.Contains("Minimality: ", run.Out);
        Assert.Equal(3, run.Out.Split('\n').Count(l => l.Contains(" = [ ")));
    }

    [Fact]
    public void A_claim_that_is_defined_nowhere_is_undecided()
    {
        Derive run = Derive.Run("prove", "log(-exp(x)) == 1", "--var", "x: scalar");
        Assert.Equal(1, run.Code);
        Assert.Contains("undecided", run.Out);
        Assert.Contains("the sides could be compared nowhere", run.Out);
    }

    [Fact]
    public void Conditions_are_printed()
    {
        Derive run = Derive.Run("prove", "x/x == 1", "--var", "x: scalar");
        Assert.Equal(0, run.Code);
        Assert.Contains("conditions  x ≠ 0", run.Out);
    }

    [Fact]
    public void Steps_show_the_claim_in_index_notation_and_rules_that_exist()
    {
        Derive run = Derive.Run("prove", "--steps", "rowsum(softmax_rows(N)) == ones(n)", "--var", "N: matrix(n,k)");
        Assert.Contains("for all i in n", run.Out);
        string rules = run.Out.Split("states them): ")[1];
        Assert.All(rules.Trim().Split(", "), rule => Assert.Contains(DerivationKit.Kernel.RuleTable.All, r => r.Name == rule.Split(' ')[0]));
    }

    [Fact]
    public void Json_of_a_proof_has_every_key_and_an_instance_that_fits_the_declaration()
    {
        JsonElement json = Json(0, "rowsum(softmax_rows(N)) == ones(n)", "N: matrix(n,k)");
        Assert.Equal("proved_all_dimensions", json.GetProperty("verdict").GetString());
        Assert.Equal("N: matrix(n,k)", Assert.Single(json.GetProperty("given").EnumerateArray()).GetString());
        Assert.Equal(0, json.GetProperty("conditions").GetArrayLength());
        Assert.True(json.GetProperty("steps").GetInt32() > 0);
        Assert.True(json.GetProperty("peak").GetInt32() > 0);
        JsonElement witness = json.GetProperty("witness");
        JsonElement rows = witness.GetProperty("inputs").GetProperty("N");
        Assert.Equal(witness.GetProperty("sizes").GetProperty("n").GetInt32(), rows.GetArrayLength());
        Assert.All(rows.EnumerateArray(), row => Assert.Equal(witness.GetProperty("sizes").GetProperty("k").GetInt32(), row.GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("counterexample").ValueKind);
    }

    [Fact]
    public void Json_of_a_refutation_has_exact_inputs_and_sides()
    {
        // x = 0 and x = 1 satisfy it; -1 is the next simplest number.
        JsonElement json = Json(1, "x*x == x", "x: scalar");
        Assert.Equal("refuted", json.GetProperty("verdict").GetString());
        JsonElement found = json.GetProperty("counterexample");
        Assert.Equal(["sizes", "inputs", "left", "right", "row", "column", "minimality"], found.EnumerateObject().Select(p => p.Name));
        Assert.Equal("-1", found.GetProperty("inputs").GetProperty("x")[0][0].GetString());
        Assert.Equal("1", found.GetProperty("left")[0][0].GetString());
        Assert.Equal("-1", found.GetProperty("right")[0][0].GetString());
        Assert.Equal((1, 1), (found.GetProperty("row").GetInt32(), found.GetProperty("column").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("witness").ValueKind);
    }

    [Fact]
    public void Json_of_an_undecided_claim_says_why()
    {
        JsonElement json = Json(1, "log(-exp(x)) == 1", "x: scalar");
        Assert.Equal("undecided", json.GetProperty("verdict").GetString());
        Assert.NotEqual("", json.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("steps").ValueKind);
    }

    private static JsonElement Json(int code, string claim, string declaration)
    {
        Derive run = Derive.Run("prove", claim, "--var", declaration, "--json");
        Assert.Equal((code, ""), (run.Code, run.Error));
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(Keys, json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(claim, json.GetProperty("claim").GetString());
        Assert.True(json.GetProperty("milliseconds").GetDouble() >= 0);
        return json;
    }
}
