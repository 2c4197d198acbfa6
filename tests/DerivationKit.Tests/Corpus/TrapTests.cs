using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Corpus;

/// <summary>Decides every trap once.</summary>
public sealed class TrapRun
{
    internal ImmutableArray<TrapLine> Lines { get; } = TrapLine.Load(Path.Combine(Repository.Root, "tests", "Corpus", "traps"));

    internal Lazy<ImmutableArray<(TrapLine Line, CorpusOutcome Outcome)>> Outcomes { get; }

    public TrapRun() => Outcomes = new(() =>
    {
        ImmutableArray<TrapLine> claims = [.. Lines.Where(line => line.Expect != "refused")];
        return [.. claims.Zip(CorpusOutcome.Of([.. claims.Select(line => line.Claim)]))];
    });
}

public sealed class TrapTests(TrapRun run, ITestOutputHelper output) : IClassFixture<TrapRun>
{
    // What clears a denominator or an inverse, and the reasons for signs and for cases, are no rules of the table but prove as they do.
    private static readonly ImmutableHashSet<string> Beside = ["cases", "positivity"];

    [Fact]
    public void Every_trap_has_a_story_and_what_is_not_refuted_a_reason()
    {
        TrapLine[] traps = [.. run.Lines.Where(line => line.NeighbourOf is null)];
        Assert.True(traps.Count(line => line.Expect != "proved") >= 600, $"{traps.Length} traps");
        Assert.Equal(run.Lines.Length, run.Lines.Select(line => line.Claim.Id).Distinct().Count());
        Assert.All(traps, line => Assert.NotEqual("", line.Story));
        Assert.All(run.Lines, line => Assert.Contains(line.Expect, (string[])["refuted", "open", "undecided", "refused", "proved"]));
        Assert.All(run.Lines, line => Assert.Equal(line.Expect is "open" or "undecided", line.Why.Length > 0));
        Assert.All(run.Lines.Where(line => line.NeighbourOf is not null), line =>
            Assert.True(line.Expect == "proved" && traps.Any(trap => trap.Claim.Id == line.NeighbourOf && trap.Expect != "proved"), line.Claim.Id));
    }

    [Fact]
    public void There_is_a_trap_for_every_rule() => Assert.Equal(
        RuleTable.All.Select(rule => rule.Name).Order(StringComparer.Ordinal),
        run.Lines.Select(line => line.Rule).OfType<string>().Distinct().Except(Beside).Order(StringComparer.Ordinal));

    [Fact]
    public void No_trap_is_proved() => Assert.Equal("", CorpusReport.Open(
        [.. run.Outcomes.Value.Where(o => o.Line.Expect != "proved" && o.Outcome.Verdict == "proved").Select(o => o.Outcome)]));

    // One that is open may be refuted some day; one that is never defined may not.
    [Fact]
    public void Every_trap_gets_the_verdict_that_is_stated()
    {
        ImmutableArray<(TrapLine Line, CorpusOutcome Outcome)> outcomes = run.Outcomes.Value;
        output.WriteLine(string.Join('\n', outcomes.GroupBy(o => o.Outcome.Line.Family).Select(
            group => $"{group.Key,-16}{group.Count(o => o.Line.NeighbourOf is null),5}{group.Count(o => o.Line.NeighbourOf is not null),5}{group.Sum(o => o.Outcome.Time.TotalSeconds),8:F1} s")));
        output.WriteLine(CorpusReport.Slowest([.. outcomes.Select(o => o.Outcome)], 10));
        Assert.Equal("", CorpusReport.Open([.. outcomes
            .Where(o => !(o.Line.Expect == "open" ? (string[])["undecided", "refuted"] : [o.Line.Expect]).Contains(o.Outcome.Verdict))
            .Select(o => o.Outcome)]));
    }

    [Fact]
    public void What_a_claim_needs_is_stated() => Assert.All(
        run.Outcomes.Value.Where(o => !o.Line.Needs.IsEmpty),
        o => Assert.Equal(o.Line.Needs, o.Outcome.Detail.Split(", ")));

    [Fact]
    public void What_is_no_claim_is_refused() => Assert.All(
        run.Lines.Where(line => line.Expect == "refused"), line => Assert.Throws<SyntaxException>(line.Claim.Read));
}
