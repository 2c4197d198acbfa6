using System.Text;

namespace DerivationKit.Tests.Cli;

// Files of claims are data: no line can crash the run, hold it up, drive the terminal, or name another file.
public class HostileClaimsTests
{
    private const string Good = "{\"id\":\"good\",\"vars\":{\"x\":\"scalar\"},\"claim\":\"x == x\"}\n";

    // line, what is said about it
    [Theory]
    [InlineData("\0", "not JSON")]
    [InlineData("[]", "one JSON object")]
    [InlineData("""{"id":"a","claim":"1 == 1","claim":"1 == 2"}""", "stands twice")]
    [InlineData("""{"id":"a","vars":{"x":"scalar","x":"vector(n)"},"claim":"x == x"}""", "already the variable")]
    [InlineData("""{"id":"a\u001b[31m","claim":"1 == 1"}""", "control characters")]
    [InlineData("""{"id":"a\nb","claim":"1 == 1"}""", "control characters")]
    [InlineData("""{"id":"a","claim":"1 == 1\u0000"}""", "U+0000")]
    [InlineData("""{"id":"a","claim":"\u202e1 == 1"}""", "U+202E")]
    [InlineData("""{"id":"a","vars":{"x":"scalar\ny: scalar"},"claim":"x == y"}""", "end of the text")]
    [InlineData("""{"id":"a","vars":{"x: scalar; y":"scalar"},"claim":"x == y"}""", "line 1")]
    [InlineData("""{"id":"a","vars":{"x":"../../etc/passwd"},"claim":"x == x"}""", "found '.'")]
    [InlineData("""{"id":"a","vars":{"x":"scalar"},"given":["include /etc/passwd"],"claim":"x == x"}""", "include")]
    [InlineData("""{"id":"a","vars":{"x":"scalar"},"given":["x > 0\nlet z = x"],"claim":"x == z"}""", "end of the text")]
    [InlineData("""{"id":"a","claim":"@/etc/passwd"}""", "found '@'")]
    public void A_hostile_line_is_an_error_and_the_run_goes_on(string line, string reason)
    {
        Derive run = Run($"{line}\n{Good}");
        Assert.Equal(2, run.Code);
        string[] lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("\terror\t", lines[0]);
        Assert.Contains(reason, lines[0]);
        Assert.StartsWith("good\tproved", lines[1]);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.InRange(run.Out.Length, 1, 1_000);
    }

    [Fact]
    public void Long_ids_and_deep_JSON_are_errors()
    {
        Derive run = Run($$"""{"id":"{{new string('z', 1_000_000)}}","claim":"1 == 1"}""" + "\n" + $"{{\"id\":{new string('9', 1_000)},\"claim\":\"1 == 1\"}}\n"
            + new string('[', 100_000) + "\n" + $"{{\"id\":\"a\",\"note\":{new string('[', 5_000)}{new string(']', 5_000)},\"claim\":\"1 == 1\"}}\n{Good}");
        Assert.Equal(2, run.Code);
        Assert.Equal(["error", "error", "error", "error", "proved"], run.Out.TrimEnd().Split('\n').Select(l => l.Split('\t')[1]));
        Assert.InRange(run.Out.Length, 1, 2_000);
    }

    // A claim may have a megabyte, a line sixteen.
    [Theory]
    [InlineData(2_000_000, "found a text of 2000005 characters")]
    [InlineData(1 << 24, "line 2 has more than 16777216 characters")]
    public void Long_lines_are_refused(int length, string reason)
    {
        Derive run = Run($"{Good}{{\"id\":\"a\",\"claim\":\"{new string('x', length)} == 1\"}}\n");
        Assert.Equal(2, run.Code);
        Assert.StartsWith("good\tproved", run.Out);
        Assert.Contains(reason, run.Out + run.Error);
    }

    [Fact]
    public void A_file_that_is_no_UTF_8_is_refused()
    {
        using Folder folder = new();
        byte[] good = Encoding.UTF8.GetBytes(Good);
        Derive.Run("prove", "--claims", folder.Write("latin.jsonl", [0xe9, .. good])).AssertRefused("latin.jsonl: what follows line 0 is not UTF-8");
        Derive.Run("prove", "--claims", folder.Write("utf-16.jsonl", [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Good)])).AssertRefused("not UTF-8");
        Assert.Equal(0, Derive.Run("prove", "--claims", folder.Write("mark.jsonl", [0xef, 0xbb, 0xbf, .. good])).Code);
        Assert.Equal(0, Derive.Run("prove", "--claims", folder.Write("end.jsonl", good[..^1])).Code);
    }

    // Nothing here can be computed, and nothing takes long: what is too large is said to be.
    [Fact]
    public void A_fact_about_large_sizes_ends_the_search_at_once()
    {
        Derive run = Derive.Run("prove", "sum(x) == 0", "-v", "x: vector(n)", "-g", "2000000000 < n");
        Assert.Equal(1, run.Code);
        Assert.Contains("verdict     undecided", run.Out);
    }

    [Fact]
    public void A_database_that_cannot_be_written_is_worth_a_warning()
    {
        using Folder folder = new();
        Derive run = Derive.Run("prove", "x == 2*x", "-v", "x: scalar", "--database", folder.Write("file", "") + "/below");
        Assert.Equal(1, run.Code);
        Assert.Contains("refuted", run.Out);
        Assert.Contains("cannot be written", run.Error);
    }

    [Theory]
    [InlineData("eye(1000000000)*eye(1000000000) == eye(1000000000)", "undecided")]
    [InlineData("sum(ones(1000000000)) == 1000000000", "undecided")]
    [InlineData("det(2*eye(1000000)) == 2^1000000", "undecided")]
    [InlineData("2^1000000000 == 2^1000000000", "tested")]
    [InlineData("2^2^2^2^2^2 == 1", "undecided")]
    [InlineData("x^1000000007 == x", "refuted")]
    [InlineData("(x + 1)^1000000 == (1 + x)^1000000", "proved")]
    [InlineData("(x + y)^200 == (x + y)^200 + 1", "refuted")]
    [InlineData("x^(1/1000000007) == x", "refuted")]
    [InlineData("exp(exp(exp(exp(exp(5))))) == 1", "undecided")]
    [InlineData("sin(1e1000) == 0", "refuted|undecided")]
    [InlineData("(1e1000)^(1/10007) == 1", "refuted")]
    public void A_claim_about_large_numbers_gets_a_verdict(string claim, string verdicts)
    {
        Derive run = Derive.Run("prove", claim, "-v", "x, y: scalar");
        Assert.InRange(run.Code, 0, 1);
        Assert.Contains(verdicts.Split('|'), verdict => run.Out.Contains($"verdict     {verdict}"));
    }

    [Fact]
    public void A_long_number_is_shown_by_its_ends_and_kept_for_machines()
    {
        string digits = new('7', 9_999);
        Derive run = Derive.Run("prove", $"x*{digits} == x", "-v", "x: scalar");
        Assert.Contains($"{new string('7', 20)}…(9999 digits)…{new string('7', 20)}", run.Out);
        Assert.InRange(run.Out.Length, 1, 2_000);
        Assert.Contains(digits, Derive.Run("prove", $"x*{digits} == x", "-v", "x: scalar", "--json").Out);
    }

    private static Derive Run(string text)
    {
        using Folder folder = new();
        return Derive.Run("prove", "--claims", folder.Write("claims.jsonl", text));
    }
}
