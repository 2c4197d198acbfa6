using DerivationKit.ProofFiles;
using static DerivationKit.Tests.Cli.Folder;

namespace DerivationKit.Tests.ProofFiles;

public class ProofIndexTests
{
    private static readonly ProofFile First = ProofFile.Parse("x/1.md", Given("x: scalar") + Prove("cancel", "x/x == 1") + "```conditions\nx ≠ 0\n```\n");
    private static readonly ProofFile Second = ProofFile.Parse("x/2.md", Prove("one", "1 == 1") + Refute("two", "one", "1 == 2"));

    [Fact]
    public void Every_claim_has_a_line_whatever_the_order_of_the_files()
    {
        string index = ProofIndex.Write([("2.md", Second), ("1.md", First)]);
        Assert.True(ProofIndex.IsIndex(index));
        Assert.Equal(
            [
                $"| [1.md](1.md) | cancel | proved if `x ≠ 0` | {First.Claims[0].Hash} | `x/x == 1` |",
                $"| [2.md](2.md) | one | proved | {Second.Claims[0].Hash} | `1 == 1` |",
                $"| [2.md](2.md) | two | refuted, unlike one | {Second.Claims[1].Hash} | `1 == 2` |",
            ],
            index.Split('\n').Where(l => l.StartsWith("| [")));
        Assert.Contains("2 to be proved for all dimensions, 1 to be refuted.", index);
        Assert.Equal(index, ProofIndex.Write([("1.md", First), ("2.md", Second)]));
    }

    [Fact]
    public void Differences_are_the_lines_to_remove_and_to_add()
    {
        string one = ProofIndex.Write([("1.md", First)]), both = ProofIndex.Write([("1.md", First), ("2.md", Second)]);
        Assert.Empty(ProofIndex.Differences(both, both));
        Assert.Empty(ProofIndex.Differences(both.ReplaceLineEndings("\r\n"), both));
        Assert.Equal(["- 1 to be", "+ 2 to be", "+ | [2.md]", "+ | [2.md]"], ProofIndex.Differences(one, both).Select(l => l[..Math.Min(l.Length, l[2] == '|' ? 10 : 9)]));
        string swapped = string.Join('\n', both.Split('\n').Reverse());
        Assert.Equal("the order of its lines", Assert.Single(ProofIndex.Differences(swapped, both)));
    }

    [Fact]
    public void Another_file_is_no_index() => Assert.False(ProofIndex.IsIndex("# Mine\n\n| file | claim |"));
}
