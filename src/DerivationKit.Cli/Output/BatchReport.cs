using DerivationKit.Cli.Batch;
using DerivationKit.Cli.Json;

namespace DerivationKit.Cli.Output;

/// <summary>Writes one line for each claim of a file as soon as its verdict is known.</summary>
internal static class BatchReport
{
    /// <summary>Decides the file's claims; the exit code is that of the worst line.</summary>
    /// <exception cref="InputException">The file cannot be read, or has no claims.</exception>
    public static ExitCode Write(FileInfo file, Deciding deciding, bool json, Terminal terminal)
    {
        Progress progress = new(terminal);
        ExitCode worst = ExitCode.Holds;
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (BatchOutcome outcome in BatchRun.Decide(BatchFile.Lines(file), deciding))
        {
            progress.Clear();
            terminal.Out.WriteLine(json ? BatchJson.Of(outcome).Write() : Line(outcome));
            terminal.Out.Flush();
            string verdict = outcome.Verdict is { } decided ? Words.Short(decided) : "error";
            counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            worst = (ExitCode)Math.Max((int)worst, (int)outcome.ExitCode(deciding.Level));
            progress.Show($"{counts.Values.Sum()} claims decided");
        }

        progress.Clear();
        if (counts.Count == 0)
        {
            throw new InputException($"{file.Name} has no claims");
        }

        terminal.Error.WriteLine($"{Words.Count(counts.Values.Sum(), "claim")}: {string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}"))}");
        return worst;
    }

    private static string Line(BatchOutcome outcome)
    {
        string what = outcome.Verdict is { } verdict ? Words.Of(verdict) : "error";
        string more = (outcome.Verdict, outcome.Suggestions) switch
        {
            (null, _) => outcome.Problem!,
            (Verdict.ProvedAllDimensions proved, _) => string.Join(", ", proved.Conditions),
            (Verdict.ProvedAtSizes proved, _) => $"{Words.Method(proved)}{Words.Where(proved.Conditions)}; {proved.Reason}",
            (Verdict.Tested tested, _) => $"{tested.Reason}; {Words.Evidence(tested)}",
            (Verdict.Refuted refuted, not []) => $"{Words.Method(refuted)}; did you mean: {Words.Suggestions(outcome.Suggestions)}",
            (Verdict.Undecided undecided, _) => undecided.Reason,
            (var other, _) => Words.Method(other),
        };
        return $"{outcome.Id?.Text ?? $"line {outcome.Number}"}\t{what}\t{more}";
    }
}
