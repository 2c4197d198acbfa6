using System.Collections.Immutable;
using DerivationKit.Cli.SelfTest;
using DerivationKit.Language;
using DerivationKit.SelfTest;

namespace DerivationKit.Tests.SelfTest;

public class MutantRunTests
{
    private static readonly ImmutableArray<BaseClaim> Shipped = ClaimFiles.Shipped();

    [Fact]
    public void The_shipped_claims_are_many_and_true()
    {
        Assert.InRange(Shipped.Length, 60, int.MaxValue);
        Assert.Equal(Shipped.Length, Shipped.DistinctBy(claim => claim.Id).Count());
        Assert.All(Shipped, claim => Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(claim.Claim)));
    }

    [Fact]
    public void No_mutant_gets_a_false_verdict()
    {
        Scorecard card = Run(Shipped, 300, threads: 2, MutantRun.Decide);
        Assert.Equal(300, card.All.Total);
        Assert.Equal((0, 0, 0), (card.All[Outcome.FalseProof], card.All[Outcome.FalseRefutation], card.All[Outcome.InternalError]));
        Assert.True(card.IsClean);
        Assert.Equal(Shipped.Length, card.ByBase.Count);
        Assert.Equal(Enum.GetValues<MutationKind>(), card.ByKind.Keys);
        Assert.Equal(3.0 / card.KnownFalse, card.UpperBound);
        Assert.Equal(card.Sampled, card.Smallest);
    }

    // A proof of something else: what it proves does not hold, and evaluation has to notice.
    [Fact]
    public void A_false_proof_raises_the_alarm()
    {
        Verdict proof = Verifier.Decide(Scope.FromTypes([], []).ParseClaim("1 == 1"));
        Scorecard card = Run(Of("square", "vector(n)", "grad(x'*x, x) == 2*x"), 20, threads: 1, _ => proof);
        Assert.False(card.IsClean);
        Assert.Null(card.UpperBound);
        Assert.InRange(card.All[Outcome.FalseProof], 10, 20);
        Assert.Equal(20, card.All[Outcome.FalseProof] + card.All[Outcome.Proved]);
        Assert.All(card.Findings, finding => Assert.Contains("x: vector(n)", finding.Evidence));
        Assert.All(card.Findings, finding => Assert.Contains("n = ", finding.Evidence));
    }

    [Fact]
    public void A_false_refutation_raises_the_alarm()
    {
        var other = (Verdict.Refuted)Verifier.Decide(Of("other", "vector(n)", "x == 2*x")[0].Claim);
        // Some of its mutants are true: x*x' may be transposed.
        Scorecard card = Run(Of("trace", "vector(n)", "tr(x*x') == x'*x"), 60, threads: 1, claim => TrueOnly(claim, other));
        Assert.False(card.IsClean);
        Assert.InRange(card.All[Outcome.FalseRefutation], 1, 59);
    }

    [Fact]
    public void An_exception_is_a_finding()
    {
        Scorecard card = Run(Of("sum", "vector(n)", "x + x == 2*x"), 5, threads: 1, _ => throw new InvalidOperationException("planted"));
        Assert.Equal(5, card.All[Outcome.InternalError]);
        Assert.All(card.Findings, finding => Assert.Contains("planted", finding.Evidence));
    }

    [Fact]
    public void The_scorecard_depends_on_the_seed_alone()
    {
        Scorecard one = Run(Shipped[..30], 90, threads: 1, MutantRun.Decide), three = Run(Shipped[..30], 90, threads: 3, MutantRun.Decide);
        Assert.Equal(Print(one), Print(three));
        Assert.NotEqual(Print(one), Print(MutantRun.Of(Shipped[..30], 90, 2, 2, MutantRun.Decide, _ => { })));
    }

    [Fact]
    public void Mutants_are_different()
    {
        Mutant[] mutants = [.. new MutantSource(Shipped[0], 1).Take(200)];
        Assert.Equal(200, mutants.Length);
        Assert.Equal(200, mutants.Select(m => (Text.Print(m.Claim), string.Join(";", m.Claim.Variables.Select(Text.Declare)), string.Join(";", m.Claim.Given))).Distinct().Count());
        Assert.Equal([1, 2, 3], mutants.Select(m => m.Kinds.Length).Distinct().Order());
    }

    // Refutes what is true with the counterexample of another claim, and leaves the rest undecided.
    private static Verdict TrueOnly(Claim claim, Verdict.Refuted other) =>
        Verifier.Decide(claim) is Verdict.ProvedAllDimensions ? other : new Verdict.Undecided("not asked");

    private static ImmutableArray<BaseClaim> Of(string id, string type, string claim) => [new(id, Scope.FromTypes([("x", type)], []).ParseClaim(claim))];

    private static Scorecard Run(ImmutableArray<BaseClaim> bases, int count, int threads, Func<Claim, Verdict> decide) =>
        MutantRun.Of(bases, count, 1, threads, decide, _ => { });

    private static string Print(Scorecard card) => string.Join('\n',
    [
        $"{card.Misfits} {card.Duplicates} {card.Smallest} {card.Sampled}",
        .. card.ByBase.Select(claim => $"{claim.Key}: {Print(claim.Value)}"),
        .. card.ByKind.Select(kind => $"{kind.Key}: {Print(kind.Value)}"),
        .. card.Findings.Select(finding => $"{finding.Outcome} {finding.Base} {finding.Number}: {finding.Evidence}"),
    ]);

    private static string Print(Tally tally) => string.Join(", ", tally.Counts);
}
