using DerivationKit.ProofFiles;
using static DerivationKit.Tests.Cli.Folder;

namespace DerivationKit.Tests.ProofFiles;

public class ProofFileTests
{
    private const string Labels = "the labels are given, prove, refute, conditions, math";

    private static readonly string Scalar = Given("x: scalar");

    [Fact]
    public void Claims_are_read_in_order_with_their_lines_and_demands()
    {
        ProofFile file = Read("# Title\n\n", Scalar, Prove("true", "x\n==\n x"), "Prose.\n", Refute("false", "true", "x == 2*x"));
        Assert.Equal([("true", 6), ("false", 12)], file.Claims.Select(c => (c.Name, c.Line)));
        Assert.Equal(["x == x", "x == 2*x"], file.Claims.Select(c => c.Formula));
        Assert.Empty(Assert.IsType<Demand.Prove>(file.Claims[0].Demand).Conditions);
        Assert.Equal("true", Assert.IsType<Demand.Refute>(file.Claims[1].Demand).Twin);
    }

    [Fact]
    public void Given_starts_a_fresh_scope()
    {
        ProofFile file = Read(Scalar, Prove("a", "x == x"), Given("x: vector(n)"), Prove("b", "x == x"));
        Assert.Equal(["x: scalar", "x: vector(n)"], file.Claims.SelectMany(c => c.Declarations));
        AssertRefused(11, 1, "found 'x'", Scalar, Prove("a", "x == x"), Given("y: scalar"), Prove("b", "x == x"));
    }

    [Theory]
    [InlineData("```provee a\n1 == 1\n```", 1, "'provee' is no label of a fence; did you mean prove?")]
    [InlineData("```text\n1 == 1\n```", 1, Labels)]
    [InlineData("```\n1 == 1\n```", 1, "this fence has no label")]
    [InlineData("Text.\n\n```prove a\n1 == 1\n", 3, "never closed")]
    [InlineData("```prove a\n1 == 1\n```prove b\n1 == 1\n```", 3, "before the one of line 1 is closed")]
    [InlineData("```prove a\n1 == 1\n````", 3, "before the one of line 1 is closed")]
    [InlineData("```prove a\n1 == 1\n```\u00a0\n", 3, "before the one of line 1 is closed")]
    [InlineData(" ```prove a\n1 == 1\n```", 1, "at the left margin")]
    [InlineData("- ```prove a\n  1 == 1\n  ```", 1, "at the left margin")]
    [InlineData("1. ```prove a\n   1 == 1\n   ```", 1, "at the left margin")]
    [InlineData("> ```prove a\n> 1 == 1\n> ```", 1, "at the left margin")]
    [InlineData("~~~prove a\n1 == 1\n~~~", 1, "at the left margin")]
    [InlineData("````prove a\n1 == 1\n````", 1, "at the left margin")]
    [InlineData("Text.\n<!--\n```prove a\n1 == 1\n```\n-->", 2, "raw HTML")]
    [InlineData("  <div>", 1, "raw HTML")]
    [InlineData("```prove\n1 == 1\n```", 1, "```prove NAME")]
    [InlineData("```prove two words\n1 == 1\n```", 1, "```prove NAME")]
    [InlineData("```prove é\n1 == 1\n```", 1, "```prove NAME")]
    [InlineData("```refute b\n1 == 2\n```", 1, "```refute NAME of TWIN")]
    [InlineData("```refute b of a\n1 == 2\n```", 1, "a is no claim to prove")]
    [InlineData("```given now\nx: scalar\n```", 1, "nothing follows the label given")]
    [InlineData("```conditions\nx > 0\n```", 1, "stands below the claim")]
    [InlineData("```math\nx\n```", 1, "stands below the claim")]
    [InlineData("", 1, "at least one claim")]
    [InlineData("# Only prose\n\n    ```prove of no mark\n", 3, "at the left margin")]
    public void A_fence_that_could_be_overlooked_is_an_error(string text, int line, string problem) => AssertRefused(line, 1, problem, text);

    [Fact]
    public void A_line_break_that_Markdown_does_not_know_makes_no_fence() =>
        AssertRefused(1, 1, "at least one claim", "Text.\u2028```prove a\u20281 == 1\u2028```\n");

    [Fact]
    public void A_carriage_return_ends_a_line_as_it_does_in_Markdown() =>
        Assert.Equal("a", Assert.Single(Read("Text.\r```prove a\r1 == 1\r```\r").Claims).Name);

    [Theory]
    [InlineData("x == \n  y", 7, 3, "found 'y'")]
    [InlineData("x*v == x", 6, 2, "vector(n)")]
    [InlineData("x", 6, 2, "'=='")]
    [InlineData("", 6, 1, "the end of the text")]
    public void Errors_in_a_claim_are_placed_in_the_file(string claim, int line, int column, string problem) =>
        AssertRefused(line, column, problem, "\n", Given("x, v: vector(n)"), Prove("a", claim));

    [Fact]
    public void Errors_in_declarations_are_placed_in_the_file() =>
        AssertRefused(4, 9, "found 'q'", "\n", Given("x: scalar\nlet y = q"), Prove("a", "x == x"));

    [Fact]
    public void An_error_shows_the_line_and_a_caret()
    {
        ProofFileException error = Assert.Throws<ProofFileException>(() => Read(Scalar, Prove("a", "x == y")));
        Assert.Equal("    x == y\n         ^", error.Excerpt);
    }

    [Fact]
    public void A_name_stands_for_one_claim()
    {
        AssertRefused(7, 1, "a is already a claim in line 4", Scalar, Prove("a", "x == x"), Prove("a", "x == x"));
        ProofFile[] files = [ProofFile.Parse("1.md", Prove("a", "1 == 1")), ProofFile.Parse("2.md", Prove("a", "1 == 1"))];
        ProofFile.RequireDistinctNames(files[..1]);
        Assert.Equal("2.md", Assert.Throws<ProofFileException>(() => ProofFile.RequireDistinctNames(files)).File);
    }

    [Fact]
    public void A_twin_is_a_claim_to_prove_below_the_same_given()
    {
        AssertRefused(10, 1, "a is no claim to prove", Scalar, Prove("a", "x == x"), Scalar, Refute("b", "a", "x == 2*x"));
        AssertRefused(10, 1, "b is no claim to prove", Scalar, Prove("a", "x == x"), Refute("b", "a", "x == 2*x"), Refute("c", "b", "x == 2*x"));
    }

    [Fact]
    public void Conditions_and_formula_belong_to_the_claim_above()
    {
        ProofFile file = Read(Scalar, Prove("a", "x/x == 1"), "```math\ny\n```\n```conditions\nx ≠ 0\n\n  x > 0  \n```\n");
        Assert.Equal(["x ≠ 0", "x > 0"], Assert.IsType<Demand.Prove>(file.Claims[0].Demand).Conditions);
        Assert.False(file.Claims[0].IsDisplayed);
    }

    [Theory]
    [InlineData("```conditions\n\n```", "at least one condition")]
    [InlineData("```conditions\nx > 0\n```\n```conditions\nx > 0\n```", "takes no conditions")]
    [InlineData("```math\nx\n```\n```math\nx\n```", "has a displayed formula already")]
    [InlineData("```refute b of a\nx == 2*x\n```\n```conditions\nx > 0\n```", "takes no conditions")]
    public void A_claim_has_one_list_of_conditions_and_one_formula(string below, string problem)
    {
        ProofFileException error = Assert.Throws<ProofFileException>(() => Read(Scalar, Prove("a", "x == x"), below));
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void An_update_displays_every_claim_and_repeats_itself()
    {
        ProofFile file = Read(Scalar, Prove("a", "x == x"), "Prose.\n", Refute("b", "a", "x == 2*x"), "```math\nold\n```\n");
        Assert.Equal(
            string.Concat(
                Scalar, Prove("a", "x == x"), "\n```math\nx = x\n```\n", "Prose.\n", Refute("b", "a", "x == 2*x"), "```math\nx \\not\\equiv 2 x\n```\n"),
            file.Updated);
        ProofFile again = Read(file.Updated);
        Assert.All(again.Claims, c => Assert.True(c.IsDisplayed));
        Assert.Equal(file.Updated, again.Updated);
    }

    [Fact]
    public void A_hash_covers_the_claim_and_the_declarations_that_it_uses()
    {
        string Hash(string given, string claim) => Read(Given(given), Prove("a", claim)).Claims[0].Hash;
        string hash = Hash("C: matrix(n,k)", "rowsum(C) == ones(n)");
        Assert.Matches("^[0-9a-f]{16}$", hash);
        Assert.Equal(hash, Hash("y: scalar; C: matrix(n,k); let s = rowsum(C)", "s ==\n ones(n)"));
        Assert.NotEqual(hash, Hash("C: matrix(n,k) row_stochastic", "rowsum(C) == ones(n)"));
        Assert.NotEqual(hash, Hash("C: matrix(n,n)", "rowsum(C) == ones(n)"));
        Assert.NotEqual(hash, Hash("C: matrix(n,k)", "ones(n) == rowsum(C)"));
    }

    [Fact]
    public void A_text_that_no_page_could_show_is_refused()
    {
        string doubling = "let a0 = x + x\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"let a{i} = a{i - 1}*a{i - 1}\n"));
        AssertRefused(35, 1, "characters", Given($"x: scalar\n{doubling.TrimEnd()}"), Prove("a", "a30 == x"));
    }

    private static ProofFile Read(params string[] parts) => ProofFile.Parse("a.md", string.Concat(parts));

    private static void AssertRefused(int line, int column, string problem, params string[] parts)
    {
        ProofFileException error = Assert.Throws<ProofFileException>(() => Read(parts));
        Assert.Equal(("a.md", line, column), (error.File, error.Line, error.Column));
        Assert.StartsWith($"a.md:{line}:{column}: ", error.Message);
        Assert.Contains(problem, error.Message);
    }
}
