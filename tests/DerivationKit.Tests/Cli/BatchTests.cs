using System.Text.Json;

namespace DerivationKit.Tests.Cli;

public class BatchTests
{
    private const string Quadratic = """{"id": "form", "vars": {"x": "vector(n)", "A": "matrix(n,n)"}, "claim": "grad(x'*A*x, x) == (A + A')*x"}""";
    private const string Twin = """{"id": "twin", "vars": {"x": "vector(n)", "A": "matrix(n,n)"}, "given": [], "claim": "grad(x'*A*x, x) == 2*A*x"}""";
    private const string Given = """{"id": "given", "vars": {"x": "vector(n)", "A": "matrix(n,n)"}, "given": ["symmetric(A)"], "claim": "grad(x'*A*x, x) == 2*A*x", "source": "a note"}""";

    [Fact]
    public void Every_line_gets_one_line_in_order()
    {
        (int code, JsonElement[] lines) = Run(Quadratic, "", Twin, Given);
        Assert.Equal(1, code);
        Assert.Equal(["form", "twin", "given"], lines.Select(l => l.GetProperty("id").GetString()));
        Assert.Equal(["proved_all_dimensions", "refuted", "proved_all_dimensions"], lines.Select(l => l.GetProperty("verdict").GetString()));
        Assert.All(lines, line => Assert.Equal(
            ["id", "verdict", "conditions", "counterexample", "did_you_mean", "reason", "milliseconds"], line.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public void A_refuted_line_says_what_would_have_been_true()
    {
        (_, JsonElement[] lines) = Run(Twin);
        string meant = lines[0].GetProperty("did_you_mean").GetString()!;
        Assert.Contains("grad(x'*A*x, x) == (A + A')*x", meant);
        Assert.Contains("true if symmetric(A)", meant);
        Assert.Equal(2, lines[0].GetProperty("counterexample").GetProperty("sizes").GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("nonsense", null, "not JSON")]
    [InlineData("[1]", null, "one JSON object")]
    [InlineData("""{"id": "\ud800", "claim": "1 == 1"}""", null, "not JSON")]
    [InlineData("""{"claim": "1 == 1"}""", null, "\"id\"")]
    [InlineData("""{"id": "a"}""", "a", "\"claim\"")]
    [InlineData("""{"id": [1], "claim": "1 == 1"}""", null, "\"id\"")]
    [InlineData("""{"id": "a", "givens": ["x > 0"], "claim": "1 == 1"}""", "a", "unknown key \"givens\", did you mean given? a line has the keys id, vars, given, claim")]
    [InlineData("""{"id": "a", "claim": "1 == 1", "claim": "1 == 2"}""", "a", "\"claim\" stands twice")]
    [InlineData("""{"id": "a", "vars": {"x": 3}, "claim": "x == x"}""", "a", "\"vars\"")]
    [InlineData("""{"id": "a", "vars": {"x": "tensor(n)"}, "claim": "x == x"}""", "a", "tensor")]
    [InlineData("""{"id": "a", "vars": {"x": "scalar"}, "given": ["wild(x)"], "claim": "x == x"}""", "a", "wild")]
    [InlineData("""{"id": "a", "vars": {"x": "vector(n)"}, "claim": "x == 1"}""", "a", "vector(n)")]
    public void A_bad_line_is_an_error_and_the_run_goes_on(string bad, string? id, string reason)
    {
        (int code, JsonElement[] lines) = Run(bad, Quadratic);
        Assert.Equal(2, code);
        Assert.Equal(("error", id), (lines[0].GetProperty("verdict").GetString(), lines[0].GetProperty("id").GetString()));
        Assert.Contains(reason, lines[0].GetProperty("reason").GetString());
        Assert.Contains("line 1", lines[0].GetProperty("reason").GetString());
        Assert.Equal("proved_all_dimensions", lines[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public void Notes_may_stand_beside_a_claim() =>
        Assert.Equal(0, Run("""{"id": "a", "source": "eq. 3", "difficulty": 2, "claim": "1 == 1"}""").Code);

    // A number goes back as the number that it was, digit for digit.
    [Theory]
    [InlineData("7", "7")]
    [InlineData("7.50", "7.50")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    public void An_id_may_be_a_number(string written, string givenBack)
    {
        (int code, JsonElement[] lines) = Run($$"""{"id": {{written}}, "claim": "1 == 1"}""", $$"""{"id": {{written}}, "claim": "1 =="}""");
        Assert.Equal(2, code);
        Assert.All(lines, line => Assert.Equal(givenBack, line.GetProperty("id").GetRawText()));
        using Folder folder = new();
        Assert.StartsWith($"{written}\tproved", Derive.Run("prove", "--claims", folder.Write("c.jsonl", $$"""{"id": {{written}}, "claim": "1 == 1"}""")).Out);
    }

    [Fact]
    public void For_people_there_is_one_line_a_claim()
    {
        using Folder folder = new();
        Derive run = Derive.Run("prove", "--claims", folder.Write("claims.jsonl", $"{Quadratic}\n{Twin}\n"));
        string[] lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("form\tproved", lines[0]);
        Assert.StartsWith("twin\trefuted", lines[1]);
        Assert.Contains("2 claims: 1 proved, 1 refuted", run.Error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Derive.Run("prove", "--claims", "nowhere.jsonl").AssertRefused("nowhere.jsonl cannot be read");

    [Fact]
    public void Claims_come_from_the_file_or_from_the_command_line() =>
        Derive.Run("prove", "1 == 1", "--claims", "claims.jsonl").AssertRefused("--claims");

    private static (int Code, JsonElement[] Lines) Run(params string[] lines)
    {
        using Folder folder = new();
        Derive run = Derive.Run("prove", "--claims", folder.Write("claims.jsonl", string.Join('\n', lines)), "--json");
        return (run.Code, [.. run.Out.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)]);
    }
}
