using System.Collections.Immutable;
using DerivationKit.Cli.Proofs;

namespace DerivationKit.Cli.Output;

/// <summary>Writes what became of the claims of proof files, for people.</summary>
internal static class RunReport
{
    /// <summary>A table of all claims, then what is not as demanded, then a summary.</summary>
    public static void Write(ProofRun run, Terminal terminal)
    {
        new Table(["claim", "verdict", "method", "time"], [.. run.Outcomes.Select(Row)]).Write(terminal);
        terminal.Out.WriteLine();
        foreach (Outcome outcome in run.Outcomes)
        {
            foreach (string failure in outcome.Failures)
            {
                terminal.Out.WriteLine($"{outcome.Claim.File}:{outcome.Claim.Line}: {outcome.Claim.Name}: {failure}");
            }
        }

        foreach (string failure in run.IndexFailures)
        {
            terminal.Out.WriteLine(failure);
        }

        terminal.Out.WriteLine(Summary(run));
    }

    private static (ImmutableArray<string>, Tone) Row(Outcome outcome) =>
    (
        [outcome.Claim.Name, Words.Of(outcome.Verdict), Words.Method(outcome.Verdict), Words.Time(outcome.Time)],
        outcome.Failures.IsEmpty ? Tone.Good : Tone.Bad);

    private static string Summary(ProofRun run)
    {
        string verdicts = string.Join(", ", run.Outcomes.GroupBy(o => Words.Short(o.Verdict)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Count()} {g.Key}"));
        TimeSpan time = run.Outcomes.Aggregate(TimeSpan.Zero, (sum, o) => sum + o.Time);
        return $"{Words.Count(run.Outcomes.Length, "claim")} in {Words.Count(run.Files, "file")}: {verdicts}; {State(run)} ({Words.Time(time)})";
    }

    private static string State(ProofRun run)
    {
        int unmet = run.Outcomes.Count(o => !o.IsMet);
        (int Number, string Thing, string State)[] troubles =
        [
            (unmet, "demand", "not met"),
            (run.Outcomes.Count(o => !o.Claim.IsDisplayed), "display", "missing or stale"),
            (run.IndexFailures.Length, "index file", "stale"),
        ];
        string found = string.Join(", ", troubles.Where(t => t.Number > 0).Select(t => $"{Words.Count(t.Number, t.Thing)} {(t.Number == 1 ? "is" : "are")} {t.State}"));
        return (unmet, found) switch
        {
            (0, "") => "every demand is met",
            (0, _) => $"every demand is met, but {found}",
            _ => found,
        };
    }
}
