using System.Text;
using static DerivationKit.Tests.Cli.Folder;

namespace DerivationKit.Tests.Cli;

public class BadInputTests
{
    private const int Deep = 100_000;

    [Theory]
    [InlineData("A*thta == A", "found 'thta'", "did you mean theta?")]
    [InlineData("softmax_row(A) == A", "found 'softmax_row'", "did you mean softmax_rows?")]
    [InlineData("A*ones(q) == A*ones(q)", "found 'q'", "expected a dimension")]
    [InlineData("A*A == A", "line 1, column 2", "matrix(n,d)")]
    [InlineData("A", "expected an operator or '=='", "line 1, column 2")]
    [InlineData("A == ", "found the end of the text", "expected a number, a name or '('")]
    [InlineData("", "found the end of the text", "the claim")]
    [InlineData("A == A == A", "found '=='", "column 8")]
    [InlineData("A \u0007 == A", "U+0007", "control")]
    public void A_claim_that_cannot_be_read_is_refused(string claim, string first, string second) =>
        Derive.Run("prove", claim, "--var", "A: matrix(n,d)", "--var", "theta: matrix(k,d)").AssertRefused(first, second);

    [Theory]
    [InlineData("A: matrx(n,d)", "did you mean matrix?")]
    [InlineData("A: matrix(n)", "','")]
    [InlineData("A: matrix(n,d) symmetric", "a square matrix")]
    [InlineData("A: vector(0)", "a positive whole number")]
    [InlineData("A", "':'")]
    public void A_declaration_that_cannot_be_read_is_refused(string declaration, string part) =>
        Derive.Run("prove", "1 == 1", "--var", declaration).AssertRefused("--var", part);

    [Fact]
    public void An_abbreviation_that_cannot_be_read_is_refused() =>
        Derive.Run("prove", "1 == 1", "--let", "S = softmax(N)").AssertRefused("--let", "found 'N'");

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("exp(", ")")]
    [InlineData("2*", "")]
    public void A_deep_expression_is_refused(string open, string close)
    {
        StringBuilder text = new();
        text.Insert(0, open, Deep).Append('x').Insert(text.Length, close, Deep);
        Derive.Run("prove", $"{text} == x", "--var", "x: scalar").AssertRefused("deep");
    }

    [Fact]
    public void A_megabyte_of_line_is_refused() =>
        Derive.Run("prove", $"x == {new string('x', 1 << 20)}", "--var", "x: scalar").AssertRefused("a text of 1048581 characters", "at most 1048576");

    [Theory]
    [InlineData("no command", "derive --help")]
    [InlineData("an unknown command", "derive --help", "deriv")]
    [InlineData("a missing claim", "derive prove --help", "prove")]
    [InlineData("an unknown option", "derive prove --help", "prove", "x == x", "--bad")]
    [InlineData("two claims", "derive prove --help", "prove", "x == x", "y == y")]
    [InlineData("no variable", "derive grad --help", "grad", "x")]
    [InlineData("a missing path", "derive verify --help", "verify")]
    [InlineData("a missing value", "derive prove --help", "prove", "1 == 1", "--var")]
    [InlineData("a missing expression", "derive compile --help", "compile")]
    public void A_command_line_that_cannot_be_read_is_refused(string what, string help, params string[] args)
    {
        Assert.NotEmpty(what);
        Derive.Run(args).AssertRefused($"Try '{help}'.");
    }

    [Fact]
    public void A_file_of_arguments_is_not_read()
    {
        using Folder folder = new();
        string file = folder.Write("arguments", "1 == 1");
        Derive.Run("prove", $"@{file}").AssertRefused("found '@'");
    }

    [Fact]
    public void A_path_that_does_not_exist_is_refused()
    {
        Derive.Run("verify", "no-such-folder").AssertRefused("there is no file or folder no-such-folder");
        Derive.Run("verify", "--upadte").AssertRefused("there is no option --upadte");
    }

    [Fact]
    public void A_folder_without_proofs_is_refused()
    {
        using Folder folder = new();
        folder.Write("README.md", "# Nothing here");
        folder.Write("notes.txt", Prove("a", "1 == 1"));
        Derive.Run("verify", folder.Root).AssertRefused("holds no proof files");
    }

    [Fact]
    public void A_link_in_a_folder_is_refused()
    {
        using Folder folder = new(), other = new();
        folder.Write("a.md", Prove("a", "1 == 1"));
        File.CreateSymbolicLink(folder["b.md"], other.Write("b.md", Prove("b", "1 == 1")));
        Derive.Run("verify", folder.Root).AssertRefused("is a link");
    }

    [Fact]
    public void A_file_that_is_no_text_is_refused()
    {
        using Folder folder = new();
        Derive.Run("verify", folder.Write("binary.md", [0x23, 0x20, 0xff, 0xfe])).AssertRefused("byte 2 is not UTF-8");
        Derive.Run("verify", folder.Write("nul.md", "# Zero\0")).AssertRefused("NUL");
        Derive.Run("verify", folder.Write("empty.md", "")).AssertRefused("empty.md:1:1", "at least one claim");
        Derive.Run("prove", "--claims", folder.Write("empty.jsonl", "\n")).AssertRefused("empty.jsonl", "no claims");
        Derive.Run("verify", folder.Write("large.md", new byte[(1 << 20) + 1])).AssertRefused("has more than 1048576 bytes");
    }

    [Fact]
    public void Errors_of_several_files_are_all_reported()
    {
        using Folder folder = new();
        folder.Write("a.md", Prove("a", "x == x"));
        folder.Write("b.md", Prove("b", "y == y"));
        Derive.Run("verify", folder.Root).AssertRefused("a.md:2:1", "b.md:2:1");
    }

    [Fact]
    public void A_name_of_two_files_is_refused()
    {
        using Folder folder = new();
        folder.Write("a.md", Prove("same", "1 == 1"));
        folder.Write("b.md", Prove("same", "2 == 2"));
        Derive.Run("verify", folder.Root).AssertRefused("b.md:1:1", "same is already a claim in", "a.md, line 1");
    }
}
