using System.Collections.Immutable;
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Corpus;

/// <summary>Decides every line of the corpus once.</summary>
public sealed class CorpusRun
{
    internal ImmutableArray<CorpusLine> Lines { get; } = CorpusLine.Load(Path.Combine(Repository.Root, "tests", "Corpus"));

    internal Lazy<ImmutableArray<CorpusOutcome>> Outcomes { get; }

    public CorpusRun() => Outcomes = new(() => CorpusOutcome.Of(Lines));
}

public sealed class CorpusTests(CorpusRun run, ITestOutputHelper output) : IClassFixture<CorpusRun>
{
    [Fact]
    public void Every_identity_has_a_source_and_a_false_twin()
    {
        ImmutableArray<CorpusLine> identities = [.. run.Lines.Where(line => line.IsTrue)];
        Assert.True(identities.Length >= 300, $"{identities.Length} identities");
        Assert.Equal(run.Lines.Length, run.Lines.Select(line => line.Id).Distinct().Count());
        Assert.All(run.Lines, line => Assert.NotEqual("", line.Source));
        Assert.Equal(
            identities.Select(line => line.Id).Order(StringComparer.Ordinal),
            run.Lines.Where(line => !line.IsTrue).Select(line => line.TwinOf!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_verdict_is_wrong()
    {
        ImmutableArray<CorpusOutcome> outcomes = run.Outcomes.Value;
        output.WriteLine(CorpusReport.Table(outcomes));
        output.WriteLine(CorpusReport.Slowest(outcomes, 10));
        Assert.Equal("", CorpusReport.Open([.. outcomes.Where(o => o.IsWrong || o.Verdict == "error")]));
    }

    [Fact]
    public void Every_false_twin_is_refuted() =>
        Assert.Equal("", CorpusReport.Open([.. run.Outcomes.Value.Where(o => !o.Line.IsTrue)]));

    [Fact]
    public void At_least_95_of_100_identities_are_proved_for_all_dimensions()
    {
        ImmutableArray<CorpusOutcome> identities = [.. run.Outcomes.Value.Where(o => o.Line.IsTrue)];
        output.WriteLine(CorpusReport.Open(identities));
        Assert.True(identities.Count(o => o.IsRight) >= 0.95 * identities.Length);
    }
}
