namespace DerivationKit.Tests.Cli;

public class CheckCertificateTests
{
    private static readonly string[] Claim = ["prove", "grad(x'*A*x, x) == (A + A')*x", "--var", "A: matrix(n,n); x: vector(n)"];

    [Fact]
    public void A_proof_is_written_and_accepted()
    {
        using Folder folder = new();
        Assert.Equal(0, Derive.Run([.. Claim, "--certificate", folder["proof.jsonl"]]).Code);
        Derive check = Derive.Run("check-certificate", folder["proof.jsonl"]);
        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.Contains("accepted by both checkers: the claim holds for all dimensions", check.Out);
    }

    [Fact]
    public void A_changed_proof_is_rejected()
    {
        using Folder folder = new();
        Derive.Run([.. Claim, "--certificate", folder["proof.jsonl"]]);
        string changed = folder.Write("changed.jsonl", folder.Read("proof.jsonl").Replace("\"steps\":[", "\"steps\":[0,", StringComparison.Ordinal));
        Derive check = Derive.Run("check-certificate", changed);
        Assert.Equal(1, check.Code);
        Assert.Contains("rejected", check.Out);
    }

    // The proof stands, but at x = 0 its condition does not, so that nothing shows that the claim says anything.
    [Fact]
    public void A_witness_at_which_a_condition_fails_is_rejected()
    {
        using Folder folder = new();
        Derive.Run("prove", "x*(1/x) == 1", "--var", "x: scalar", "--certificate", folder["proof.jsonl"]);
        string text = folder.Read("proof.jsonl");
        int at = text.IndexOf("\"values\":", StringComparison.Ordinal);
        string changed = folder.Write("changed.jsonl", text[..at] + "\"values\":{\"x\":[[\"0\"]]}}\n");
        Derive check = Derive.Run("check-certificate", changed);
        Assert.Equal(1, check.Code);
        Assert.Contains("the witness is no instance", check.Out);
    }

    [Fact]
    public void A_refuted_claim_leaves_no_certificate()
    {
        using Folder folder = new();
        Derive.Run("prove", "x == 2*x", "--var", "x: scalar", "--certificate", folder["proof.jsonl"]);
        Assert.False(File.Exists(folder["proof.jsonl"]));
    }

    [Fact]
    public void Every_proof_of_a_proof_file_gets_its_certificate()
    {
        using Folder folder = new();
        string file = folder.Write("a.md", Folder.Given("x: scalar"), Folder.Prove("sum", "x + x == 2*x"), Folder.Refute("twin", "sum", "x + x == 3*x"));
        Derive.Run("verify", file, "--certificates", folder["proofs"]);
        Assert.Equal(["sum.jsonl"], Directory.GetFiles(folder["proofs"]).Select(Path.GetFileName));
        Assert.Equal(0, Derive.Run("check-certificate", folder["proofs/sum.jsonl"]).Code);
    }

    // Every exponential is written out in the key of the next one: n of them take n² characters.
    [Fact]
    public void A_file_that_is_made_to_take_long_is_given_up()
    {
        const int Nested = 4_900;
        using Folder folder = new();
        Derive.Run("prove", "2*sin(x) == sin(x) + sin(x)", "--var", "x: scalar", "--certificate", folder["proof.jsonl"]);
        string[] lines = folder.Read("proof.jsonl").Split('\n');
        int statement = Array.FindIndex(lines, line => line.StartsWith("{\"tensors\"", StringComparison.Ordinal)), first = lines.Count(line => line.StartsWith("{\"node\"", StringComparison.Ordinal));
        IEnumerable<string> nested = Enumerable.Range(first, Nested).Select(i => $"{{\"node\":{i},\"op\":\"function\",\"of\":\"exp\",\"arguments\":[{i - 1}]}}");
        string about = System.Text.RegularExpressions.Regex.Replace(lines[statement], "\"left\":\\d+", $"\"left\":{first + Nested - 1}");
        string changed = folder.Write("changed.jsonl", string.Join('\n', [.. lines[..statement], .. nested, about, .. lines[(statement + 1)..]]));
        Derive check = Derive.Run("check-certificate", changed);
        Assert.Equal(1, check.Code);
        Assert.Contains("more work than a file may ask for", check.Out);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_the_input() =>
        Assert.Equal(2, Derive.Run("check-certificate", "no-such-file.jsonl").Code);
}
