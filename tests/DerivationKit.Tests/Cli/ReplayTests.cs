using System.Text.Json;
using System.Text.Json.Nodes;

namespace DerivationKit.Tests.Cli;

public class ReplayTests
{
    [Theory]
    [InlineData("A*B == B*A", "A: matrix(n,n); B: matrix(n,n)")]
    [InlineData("grad(sum(logsumexp_rows(Z)), Z) == softmax_cols(Z)", "Z: matrix(n,d)")]
    [InlineData("grad(x'*A*x, x) == 2*A*x", "x: vector(n); A: matrix(n,n)")]
    [InlineData("sqrt(x)*sqrt(y) == sqrt(x + y)", "x: scalar positive; y: scalar positive")]
    [InlineData("sum(x) == sum(y)", "x: vector(m); y: vector(n); given m < n")]
    public void What_prove_writes_of_a_refuted_claim_is_refuted_again(string claim, string declarations)
    {
        using Folder folder = new();
        string[] variables = declarations.Split("; given ")[0].Split("; ");
        string[] given = [.. declarations.Split("; given ").Skip(1).SelectMany(fact => new[] { "--given", fact })];
        Derive proved = Derive.Run(["prove", claim, "--json", "--database", folder["db"], .. variables.SelectMany(v => new[] { "--var", v }), .. given]);
        JsonElement counterexample = JsonDocument.Parse(proved.Out).RootElement.GetProperty("counterexample");
        foreach (string file in (string[])[folder.Write("r.json", proved.Out), .. Directory.GetFiles(folder["db"])])
        {
            Derive run = Derive.Run("replay", file, "--json");
            Assert.Equal((1, ""), (run.Code, run.Error));
            JsonElement json = JsonDocument.Parse(run.Out).RootElement;
            Assert.Equal("refuted", json.GetProperty("outcome").GetString());
            Assert.All(["left", "right"], side => Assert.True(JsonElement.DeepEquals(counterexample.GetProperty(side), json.GetProperty(side))));
        }
    }

    [Fact]
    public void Both_sides_and_their_difference_are_shown()
    {
        using Folder folder = new();
        Derive run = Derive.Run("replay", Refutation(folder, "A*b == 2*A*b", """{"m": 1, "n": 2}""", """{"A": [["1", "1/2"]], "b": [["1"], ["-4"]]}""", "A: matrix(m,n)", "b: vector(n)"));
        Assert.Equal(1, run.Code);
        // (1 1/2)(1 -4)' = 1 - 2.
        Assert.Contains("refuted: the sides differ in row 1, column 1", run.Out);
        Assert.Contains("left = -1\n", run.Out);
        Assert.Contains("right = -2\n", run.Out);
        Assert.Contains("difference = 1\n", run.Out);
        Assert.Contains("A = [ 1  1/2 ]", run.Out);
    }

    [Theory]
    [InlineData("A*A' == A'*A")]
    [InlineData("exp(A)*exp(A) == exp(2*A)", "A: scalar")]
    public void Where_the_sides_agree_the_claim_is_not_refuted(string claim, string declaration = "A: matrix(n,n)")
    {
        using Folder folder = new();
        string file = declaration.Contains("matrix")
            ? Refutation(folder, claim, """{"n": 2}""", """{"A": [["1", "2"], ["2", "3"]]}""", declaration)
            : Refutation(folder, claim, "{}", """{"A": [["1/3"]]}""", declaration);
        Derive run = Derive.Run("replay", file);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("not refuted here: the sides ", run.Out);
        Assert.Equal("agrees", JsonDocument.Parse(Derive.Run("replay", file, "--json").Out).RootElement.GetProperty("outcome").GetString());
    }

    // It neither agrees nor refutes: the instance is none of the claim's, or a side is undefined there.
    [Theory]
    [InlineData("x == -x", "{}", """{"x": [["-1"]]}""", "x: scalar positive", "shapes, properties and facts")]
    [InlineData("x == -x", "{}", """{"x": [["1", "2"]]}""", "x: scalar", "shapes, properties and facts")]
    [InlineData("x == -x", """{"n": 1}""", """{"x": [["1"]]}""", "x: scalar", "shapes, properties and facts")]
    [InlineData("1/x == 2", "{}", """{"x": [["0"]]}""", "x: scalar", "cannot be judged")]
    public void Where_nothing_can_be_told_the_file_is_refused(string claim, string sizes, string inputs, string declaration, string why)
    {
        using Folder folder = new();
        Derive.Run("replay", Refutation(folder, claim, sizes, inputs, declaration)).AssertRefused(why);
    }

    [Theory]
    [InlineData("", "no refutation")]
    [InlineData("{}", "\"verdict\" is not \"refuted\"")]
    [InlineData("""{"verdict": "refuted", "claim": "x == x", "given": ["x: vector(n)"], "counterexample": {"sizes": {"n": 1e30}, "inputs": {}}}""", "a size is a whole number from 1 to")]
    [InlineData("""{"verdict": "refuted", "claim": "x == x", "given": ["x: vector(n)"], "counterexample": {"sizes": {"n": "2"}, "inputs": {}}}""", "a size is a whole number from 1 to")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "no refutation")]
    [InlineData("""{"verdict": "tested"}""", "\"verdict\" is not \"refuted\"")]
    [InlineData("""{"verdict": "refuted", "claim": "x == 2", "given": ["x: scalar"]}""", "no refutation")]
    [InlineData("""{"verdict": "refuted", "claim": "x == 2", "claim": "x == 3", "given": ["x: scalar"]}""", "no refutation")]
    [InlineData("""{"verdict": "refuted", "claim": "x ==", "given": ["x: scalar"], "counterexample": {"sizes": {}, "inputs": {"x": [["1"]]}}}""", "cannot be read")]
    [InlineData("""{"verdict": "refuted", "claim": "x == y", "given": ["x: scalar"], "counterexample": {"sizes": {}, "inputs": {"x": [["1"]]}}}""", "cannot be read")]
    [InlineData("""{"verdict": "refuted", "claim": "x == 2", "given": ["x: scalar", "let y: 3"], "counterexample": {"sizes": {}, "inputs": {"x": [["1"]]}}}""", "")]
    public void A_bad_file_is_refused(string content, string why)
    {
        using Folder folder = new();
        Derive.Run("replay", folder.Write("bad.json", content)).AssertRefused("bad.json", why);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Derive.Run("replay", "nowhere.json").AssertRefused("nowhere.json", "cannot be read");

    private static string Refutation(Folder folder, string claim, string sizes, string inputs, params string[] declarations)
    {
        JsonObject json = new()
        {
            ["claim"] = claim,
            ["given"] = new JsonArray([.. declarations.Select(d => (JsonNode)d)]),
            ["verdict"] = "refuted",
            ["counterexample"] = new JsonObject { ["sizes"] = JsonNode.Parse(sizes), ["inputs"] = JsonNode.Parse(inputs) },
        };
        return folder.Write("refutation.json", json.ToJsonString());
    }
}
