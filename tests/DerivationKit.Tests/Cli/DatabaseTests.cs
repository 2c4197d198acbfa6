using System.Text.Json.Nodes;

namespace DerivationKit.Tests.Cli;

// A folder of refutations says where to look first, and is never believed.
public class DatabaseTests
{
    private const string Declarations = "A: matrix(n,n); B: matrix(n,n)";
    private const string False = "A*B == B*A";
    private const string True = "(A*B)' == B'*A'";

    [Fact]
    public void A_refutation_is_kept_and_found_again()
    {
        using Folder folder = new();
        Derive first = Prove(folder, False), second = Prove(folder, False);
        Assert.Equal((1, 1), (first.Code, second.Code));
        Assert.DoesNotContain("earlier run", first.Out);
        Assert.Contains("Minimality: not searched: it was known from an earlier run", second.Out);
        Assert.Equal(Sides(first), Sides(second));
        Assert.Equal("", second.Error.Replace("\r", ""));
    }

    [Fact]
    public void What_is_kept_is_the_same_byte_for_byte()
    {
        using Folder folder = new(), other = new();
        Prove(folder, False);
        byte[] bytes = File.ReadAllBytes(Entry(folder));
        Prove(folder, False);
        Prove(other, False);
        Assert.Equal(bytes, File.ReadAllBytes(Entry(folder)));
        Assert.Equal(bytes, File.ReadAllBytes(Entry(other)));
        Assert.Equal(Path.GetFileName(Entry(folder)), Path.GetFileName(Entry(other)));
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
    }

    [Fact]
    public void True_claims_are_not_kept()
    {
        using Folder folder = new();
        Assert.Equal(0, Prove(folder, True).Code);
        Assert.False(Directory.Exists(folder["db"]));
    }

    // The counterexample of a false claim, put under the name of a true one.
    [Fact]
    public void A_true_claim_is_not_refuted_by_what_the_folder_says()
    {
        using Folder folder = new();
        Prove(folder, False);
        string lie = File.ReadAllText(Entry(folder)).Replace(False, True);
        File.Delete(Entry(folder));
        Claim claim = DerivationKit.Language.Scope.Parse(Declarations).ParseClaim(True);
        var text = DerivationKit.Certificates.ClaimText.Of(claim);
        var json = JsonNode.Parse(lie)!.AsObject();
        (json["claim"], json["hash"]) = (text.Formula, text.Hash);
        folder.Write($"db/{text.Hash}.json", json.ToJsonString());
        Derive run = Prove(folder, True);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("proved for all dimensions", run.Out);
    }

    // Only where a is 1000 and more do the sides differ; the search does not come there, but the claim's sibling says where.
    [Fact]
    public void Where_the_search_finds_nothing_a_similar_claim_may_help()
    {
        const string Far = "relu(a*a - 12345678) == 0", Like = "relu(a*a - 12345678)*(a - 1) == 0";
        using Folder folder = new();
        Derive alone = Derive.Run("prove", Like, "--var", "a: scalar");
        Derive.Run("prove", Far, "--var", "a: scalar", "--database", folder["db"]);
        Derive known = Derive.Run("prove", Like, "--var", "a: scalar", "--database", folder["db"]);
        Assert.Equal(1, known.Code);
        Assert.True(!alone.Out.Contains("refuted") || known.Out.Contains("refuted"));
    }

    [Theory]
    [InlineData("{", "no refutation")]
    [InlineData("[]", "no refutation")]
    [InlineData("null", "no refutation")]
    [InlineData("""{"refutation": 1}""", "its keys are")]
    [InlineData("""{"refutation": 1, "refutation": 1}""", "no refutation")]
    public void What_is_no_refutation_is_passed_over_by_name(string content, string why)
    {
        using Folder folder = new();
        string name = new string('a', 64) + ".json";
        folder.Write($"db/{name}", content);
        Derive run = Prove(folder, False);
        Assert.Equal(1, run.Code);
        Assert.Contains($"{name} is ignored", run.Error);
        Assert.Contains(why, run.Error);
        Assert.Contains("First difference", run.Out);
        Assert.Equal(content, folder.Read($"db/{name}"));
    }

    [Theory]
    [InlineData("refutation", "2", "version")]
    [InlineData("claim", "\"A*B == A\"", "hash")]
    [InlineData("seed", "-1", "no refutation")]
    [InlineData("seed", "\"1\"", "no refutation")]
    [InlineData("tool", "3", "tool")]
    [InlineData("sizes", """{"n": 0}""", "a size is")]
    [InlineData("sizes", """{"n": 100000}""", "a size is")]
    [InlineData("sizes", """{"n": 2.5}""", "no refutation")]
    [InlineData("inputs", """{"A": [["1"], ["2", "3"]]}""", "rows of one length")]
    [InlineData("inputs", """{"A": [[1]]}""", "no refutation")]
    [InlineData("inputs", """{"A": [["1/0"]]}""", "a number is")]
    [InlineData("inputs", """{"A": [["x"]]}""", "a number is")]
    [InlineData("inputs", """{"A": [["1e9999"]], "B": [["1e999999999"]]}""", "a number is")]
    [InlineData("inputs", """{"A": [[null]]}""", "no refutation")]
    [InlineData("inputs", """{"A": []}""", "rows of one length")]
    public void A_damaged_entry_is_passed_over_by_name(string key, string value, string why)
    {
        using Folder folder = new();
        Prove(folder, False);
        var json = JsonNode.Parse(File.ReadAllText(Entry(folder)))!.AsObject();
        json[key] = JsonNode.Parse(value);
        string name = Path.GetFileName(Entry(folder));
        folder.Write($"db/{name}", json.ToJsonString());
        Derive run = Prove(folder, False);
        Assert.Equal(1, run.Code);
        Assert.Contains($"{name} is ignored", run.Error);
        Assert.Contains(why, run.Error);
        Assert.DoesNotContain("earlier run", run.Out);
    }

    // Well-formed, but no instance of the claim: other shapes, other names, too few sizes.
    [Theory]
    [InlineData("inputs", """{"A": [["1"]], "B": [["1"]]}""")]
    [InlineData("inputs", """{"A": [["0", "1"], ["0", "0"]]}""")]
    [InlineData("inputs", """{"A": [["0", "1"], ["0", "0"]], "B": [["0", "0"], ["1", "0"]], "C": [["1"]]}""")]
    [InlineData("sizes", "{}")]
    [InlineData("sizes", """{"n": 2, "m": 2}""")]
    [InlineData("sizes", """{"n": 3}""")]
    public void An_entry_that_does_not_fit_its_claim_is_not_used(string key, string value)
    {
        using Folder folder = new();
        Prove(folder, False);
        var json = JsonNode.Parse(File.ReadAllText(Entry(folder)))!.AsObject();
        json[key] = JsonNode.Parse(value);
        folder.Write($"db/{Path.GetFileName(Entry(folder))}", json.ToJsonString());
        Derive run = Prove(folder, False);
        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("earlier run", run.Out);
        Assert.Contains("First difference", run.Out);
    }

    [Fact]
    public void Foreign_files_folders_and_links_are_named_and_left_alone()
    {
        using Folder folder = new();
        Prove(folder, False);
        folder.Write("db/notes.txt", "notes");
        folder.Write("db/below/a.txt", "a");
        File.CreateSymbolicLink(folder[$"db/{new string('b', 64)}.json"], Entry(folder));
        Derive run = Prove(folder, False);
        Assert.All(["notes.txt", "below", $"{new string('b', 64)}.json"], name => Assert.Contains($"{name} is ignored", run.Error));
        Assert.Contains("earlier run", run.Out);
        Assert.Equal("notes", folder.Read("db/notes.txt"));
    }

    [Fact]
    public void A_large_or_binary_file_is_not_read()
    {
        using Folder folder = new();
        folder.Write($"db/{new string('c', 64)}.json", new byte[(1 << 20) + 1]);
        folder.Write($"db/{new string('d', 64)}.json", [0xff, 0xfe, 0x00]);
        Derive run = Prove(folder, False);
        Assert.Contains("more than 1048576 bytes", run.Error);
        Assert.Contains("not UTF-8", run.Error);
    }

    [Fact]
    public void Many_foreign_files_do_not_fill_the_screen()
    {
        using Folder folder = new();
        for (int i = 0; i < 50; i++)
        {
            folder.Write($"db/{i}.txt", "");
        }

        Assert.Equal(21, Prove(folder, False).Error.TrimEnd().Split('\n').Length);
        Assert.Contains("30 more files are ignored", Prove(folder, False).Error);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        using Folder folder = new();
        folder.Write("db", "");
        Prove(folder, False).AssertRefused("cannot be read");
    }

    [Fact]
    public void Proof_files_and_files_of_claims_use_it_too()
    {
        using Folder folder = new();
        string proofs = folder.Write("a.md", Folder.Given(Declarations), Folder.Prove("t", True), Folder.Refute("f", "t", False));
        Assert.Equal(0, Derive.Run("verify", proofs, "--update", "--database", folder["db"]).Code);
        string kept = Path.GetFileName(Entry(folder));
        string lines = folder.Write("c.jsonl", $$"""{"id": 1, "vars": {"A": "matrix(n,n)", "B": "matrix(n,n)"}, "claim": "{{False}}"}""");
        Assert.Contains("earlier run", Derive.Run("prove", "--claims", lines, "--json", "--database", folder["db"]).Out);
        Assert.Equal(kept, Path.GetFileName(Entry(folder)));
    }

    private static Derive Prove(Folder folder, string claim) =>
        Derive.Run("prove", claim, "--var", "A: matrix(n,n)", "--var", "B: matrix(n,n)", "--database", folder["db"]);

    private static string Entry(Folder folder) =>
        Assert.Single(Directory.GetFiles(folder["db"]), file => new FileInfo(file) is { LinkTarget: null, Extension: ".json" });

    private static string Sides(Derive run) =>
        string.Join('\n', run.Out.Split('\n').SkipWhile(line => !line.StartsWith("The sides differ")).TakeWhile(line => !line.StartsWith("Minimality")));
}
