using System.Collections.Immutable;
using System.Diagnostics;

namespace DerivationKit.Tests.Corpus;

/// <summary>What the kit says about one line of the corpus.</summary>
/// <param name="Line">The line.</param>
/// <param name="Verdict">proved, refuted, undecided, or error.</param>
/// <param name="Detail">The conditions of a proof, or what stopped the kit, or went wrong.</param>
/// <param name="Time">How long it took.</param>
internal sealed record CorpusOutcome(CorpusLine Line, string Verdict, string Detail, TimeSpan Time)
{
    private const int StackBytes = 64 << 20; // deeply nested formulas need room

    /// <summary>Whether the verdict contradicts what is known.</summary>
    public bool IsWrong => Verdict == (Line.IsTrue ? "refuted" : "proved");

    /// <summary>Whether the verdict is what is known.</summary>
    public bool IsRight => Verdict == (Line.IsTrue ? "proved" : "refuted");

    /// <summary>Decides all lines, on all processors.</summary>
    public static ImmutableArray<CorpusOutcome> Of(ImmutableArray<CorpusLine> lines)
    {
        var outcomes = new CorpusOutcome[lines.Length];
        int next = -1;
        Thread[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work, StackBytes))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return [.. outcomes];

        void Work()
        {
            for (int i = Interlocked.Increment(ref next); i < lines.Length; i = Interlocked.Increment(ref next))
            {
                outcomes[i] = Of(lines[i]);
            }
        }
    }

    private static CorpusOutcome Of(CorpusLine line)
    {
        long start = Stopwatch.GetTimestamp();
        (string verdict, string detail) = Decide(line);
        return new(line, verdict, detail, Stopwatch.GetElapsedTime(start));
    }

    private static (string Verdict, string Detail) Decide(CorpusLine line)
    {
        try
        {
            return Verifier.Decide(line.Read()) switch
            {
                DerivationKit.Verdict.ProvedAllDimensions proved => ("proved", string.Join(", ", proved.Conditions)),
                DerivationKit.Verdict.Refuted refuted => ("refuted", refuted.Counterexample.Instance.ToString()),
                DerivationKit.Verdict.ProvedAtSizes some => ("undecided", $"proved at {SizesText.Print(some.Sizes)}: {some.Reason}"),
                DerivationKit.Verdict.Tested tested => ("undecided", $"tested: {tested.Reason}"),
                DerivationKit.Verdict.Undecided undecided => ("undecided", undecided.Reason),
                DerivationKit.Verdict.InternalError error => ("error", error.Evidence),
                var other => throw new InvalidOperationException($"a verdict that the corpus does not know: {other}"),
            };
        }
        catch (Exception e)
        {
            return ("error", $"{e.GetType().Name}: {e.Message}");
        }
    }
}
