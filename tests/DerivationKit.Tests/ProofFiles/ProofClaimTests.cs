using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.ProofFiles;
using static DerivationKit.Tests.Cli.Folder;

namespace DerivationKit.Tests.ProofFiles;

public class ProofClaimTests
{
    private static readonly Instance Empty = new(ImmutableSortedDictionary<string, int>.Empty, ImmutableSortedDictionary<string, ExactArray>.Empty);

    private static readonly Verdict Refuted =
        new Verdict.Refuted(new(Empty with { Sizes = Empty.Sizes.Add("n", 2) }, new(1, 1, ["1"]), new(1, 1, ["2"]), 3, 4, ""));

    private static readonly Verdict Undecided = new Verdict.Undecided("too large");
    private static readonly Verdict Error = new Verdict.InternalError("two layers");

    [Fact]
    public void A_claim_to_prove_is_met_by_a_proof_alone()
    {
        Assert.Empty(Prove().Unmet(Proved()));
        Assert.Equal("it is false: the sides differ in row 3, column 4 for n = 2", Assert.Single(Prove().Unmet(Refuted)));
        Assert.Equal("it is undecided: too large", Assert.Single(Prove().Unmet(Undecided)));
        Assert.Equal("the layers of the kit disagree: two layers", Assert.Single(Prove().Unmet(Error)));
    }

    [Fact]
    public void A_claim_to_refute_is_met_by_a_counterexample_alone()
    {
        Assert.Empty(Refute().Unmet(Refuted));
        Assert.Single(Refute().Unmet(Proved()));
        Assert.Single(Refute().Unmet(Proved("x ≠ 0")));
        Assert.Single(Refute().Unmet(Undecided));
        Assert.Single(Refute().Unmet(Error));
    }

    [Fact]
    public void The_conditions_of_a_proof_are_those_of_the_file_in_any_order()
    {
        Assert.Empty(Prove("x ≠ 0", "y > 0").Unmet(Proved("y > 0", "x ≠ 0")));
        Assert.EndsWith("add to a conditions fence: x ≠ 0", Assert.Single(Prove("y > 0").Unmet(Proved("y > 0", "x ≠ 0"))));
        Assert.EndsWith("remove: x ≠ 0", Assert.Single(Prove("y > 0", "x ≠ 0").Unmet(Proved("y > 0"))));
        Assert.Equal(2, Prove("x > 0").Unmet(Proved("x ≠ 0")).Length);
    }

    private static Verdict.ProvedAllDimensions Proved(params ImmutableArray<string> conditions) =>
        ((Verdict.ProvedAllDimensions)Verifier.Decide(Scope.Empty.ParseClaim("1 == 1"))) with { Conditions = conditions };

    private static ProofClaim Prove(params string[] conditions) => Read(
        Cli.Folder.Prove("a", "1 == 1"), conditions.Length == 0 ? "" : $"```conditions\n{string.Join('\n', conditions)}\n```\n");

    private static ProofClaim Refute() => Read(Cli.Folder.Prove("a", "1 == 1"), Cli.Folder.Refute("b", "a", "1 == 2"));

    private static ProofClaim Read(params string[] parts) => ProofFile.Parse("a.md", Given("") + string.Concat(parts)).Claims[^1];
}
