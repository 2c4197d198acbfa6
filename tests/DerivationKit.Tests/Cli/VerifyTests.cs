using System.Text.Json;
using static DerivationKit.Tests.Cli.Folder;

namespace DerivationKit.Tests.Cli;

public class VerifyTests
{
    private static readonly string Square = Given("x, y: scalar") + Prove("square", "(x + y)^2 == x^2 + 2*x*y + y^2");
    private static readonly string Dream = Refute("dream", "square", "(x + y)^2 == x^2 + y^2");

    [Fact]
    public void Demands_that_are_met_exit_with_0()
    {
        using Folder folder = Updated("a.md", Square, Dream);
        Derive run = Derive.Run("verify", folder.Root);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("2 claims in 1 file: 1 proved, 1 refuted; every demand is met", run.Out);
    }

    [Theory]
    [InlineData("(x + y)^2 == x^2 + y^2", "a.md:4: square: it is false: the sides differ in row 1, column 1")]
    [InlineData("log(-exp(x)) == y", "a.md:4: square: it is undecided: ")]
    public void A_claim_to_prove_that_is_not_proved_exits_with_1(string claim, string failure)
    {
        using Folder folder = Updated("a.md", Given("x, y: scalar"), Prove("square", claim));
        Derive run = Derive.Run("verify", folder.Root);
        Assert.Equal(1, run.Code);
        Assert.Contains(failure, run.Out);
        Assert.Contains("1 demand is not met", run.Out);
    }

    [Fact]
    public void A_claim_to_refute_that_is_true_exits_with_1()
    {
        using Folder folder = Updated("a.md", Square, Refute("true", "square", "(x + y)^2 == y^2 + 2*x*y + x^2"));
        Derive run = Derive.Run("verify", folder.Root);
        Assert.Equal(1, run.Code);
        Assert.Contains("true: it is proved for all dimensions, so nothing refutes it", run.Out);
    }

    [Fact]
    public void A_condition_has_to_be_stated_exactly()
    {
        using Folder folder = new();
        string[] parts = [Given("x: scalar"), Prove("cancel", "x/x == 1"), "```conditions\nx ≠ 0\n```\n", "```conditions\nx > 0\n```\n"];
        folder.Write("missing.md", parts[0], parts[1]);
        folder.Write("other.md", parts[0], parts[1].Replace("cancel", "other"), parts[3]);
        folder.Write("stated.md", parts[0], parts[1].Replace("cancel", "stated"), parts[2]);
        Assert.Equal(1, Derive.Run("verify", folder.Root, "--update").Code);
        Assert.Contains("add to a conditions fence: x ≠ 0", Derive.Run("verify", folder["missing.md"]).Out);
        Assert.Contains("remove: x > 0", Derive.Run("verify", folder["other.md"]).Out);
        Assert.Equal(0, Derive.Run("verify", folder["stated.md"]).Code);
    }

    [Fact]
    public void A_missing_or_stale_formula_fails_until_it_is_updated()
    {
        using Folder folder = new();
        string file = folder.Write("a.md", Square);
        Assert.Contains("square: its displayed formula is missing or stale", Derive.Run("verify", file).Out);
        Assert.Equal(0, Derive.Run("verify", file, "--update").Code);
        Assert.Equal(0, Derive.Run("verify", file).Code);
        string updated = folder.Read("a.md");
        Assert.Contains("```math\n\\left(x + y\\right)^{2} = x^{2} + 2 x y + y^{2}\n```", updated);
        folder.Write("a.md", updated.Replace("2 x y", "3 x y"));
        Assert.Equal(1, Derive.Run("verify", file).Code);
        Assert.Equal(0, Derive.Run("verify", file, "--update").Code);
        Assert.Equal(updated, folder.Read("a.md"));
    }

    [Fact]
    public void A_stale_index_fails_and_shows_what_differs()
    {
        using Folder folder = Updated("a.md", Square, Dream);
        folder.Write("a.md", folder.Read("a.md").Replace("x, y: scalar", "x, y: scalar positive"));
        Derive run = Derive.Run("verify", folder.Root);
        Assert.Equal(1, run.Code);
        Assert.Contains("README.md is stale", run.Out);
        Assert.Equal(2, run.Out.Split('\n').Count(l => l.StartsWith("  - | [a.md](a.md) | ")));
        Assert.Equal(2, run.Out.Split('\n').Count(l => l.StartsWith("  + | [a.md](a.md) | ")));
        Assert.Equal(0, Derive.Run("verify", folder.Root, "--update").Code);
    }

    [Fact]
    public void A_claim_that_was_removed_is_seen_in_the_index()
    {
        using Folder folder = Updated("a.md", Square, Dream);
        folder.Write("a.md", folder.Read("a.md").Split("\n```refute")[0] + "\n");
        Derive run = Derive.Run("verify", folder.Root);
        Assert.Equal(1, run.Code);
        Assert.Contains("| dream | refuted, unlike square |", run.Out);
    }

    [Fact]
    public void An_update_touches_nothing_but_formulas_and_the_index()
    {
        using Folder folder = new();
        string prose = "# Title\r\n\r\nText with `code`, a | bar and ünïcode.\r\n\r\n";
        folder.Write("below/a.md", prose, Square, "\nThe end.\n");
        folder.Write("below/README.md", "# Mine");
        folder.Write("notes.txt", "notes");
        Assert.Equal(0, Derive.Run("verify", folder.Root, "--update").Code);
        Assert.Equal(
            ["README.md", "below", "below/README.md", "below/a.md", "notes.txt"],
            Directory.EnumerateFileSystemEntries(folder.Root, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder.Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Equal(("# Mine", "notes"), (folder.Read("below/README.md"), folder.Read("notes.txt")));
        string[] formula = folder.Read("below/a.md").Split("\n```math");
        Assert.Equal(prose.ReplaceLineEndings("\n") + Square.TrimEnd() + "\n", formula[0]);
        Assert.EndsWith("```\n\nThe end.\n", formula[1]);
    }

    [Fact]
    public void An_index_replaces_no_other_file()
    {
        using Folder folder = new();
        folder.Write("a.md", Square);
        folder.Write("README.md", "# Mine");
        Derive.Run("verify", folder.Root, "--update").AssertRefused("README.md was not generated");
        Assert.Equal("# Mine", folder.Read("README.md"));
    }

    [Fact]
    public void Json_says_for_each_claim_what_was_demanded_and_what_came_of_it()
    {
        using Folder folder = Updated("a.md", Square, Dream, Refute("true", "square", "(x + y)^2 == (y + x)^2"));
        Derive run = Derive.Run("verify", folder.Root, "--json");
        Assert.Equal((1, ""), (run.Code, run.Error));
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(["met", "files", "claims", "index_failures", "milliseconds"], json.EnumerateObject().Select(p => p.Name));
        Assert.False(json.GetProperty("met").GetBoolean());
        JsonElement[] claims = [.. json.GetProperty("claims").EnumerateArray()];
        Assert.All(claims, c => Assert.Equal(
            ["name", "file", "line", "demand", "level", "twin", "hash", "met", "failures", "decision"], c.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(["square", "dream", "true"], claims.Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(["prove", "refute", "refute"], claims.Select(c => c.GetProperty("demand").GetString()));
        Assert.Equal(["all-dims", null, null], claims.Select(c => c.GetProperty("level").GetString()));
        Assert.Equal([true, true, false], claims.Select(c => c.GetProperty("met").GetBoolean()));
        Assert.Equal([null, "square", "square"], claims.Select(c => c.GetProperty("twin").GetString()));
        Assert.Equal("refuted", claims[1].GetProperty("decision").GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_file_that_is_named_twice_is_checked_once()
    {
        using Folder folder = Updated("a.md", Square, Dream);
        Assert.Contains("2 claims in 1 file", Derive.Run("verify", folder["a.md"], folder.Root).Out);
    }

    private static Folder Updated(string name, params string[] parts)
    {
        Folder folder = new();
        folder.Write(name, parts);
        Derive.Run("verify", folder.Root, "--update");
        return folder;
    }
}
