using System.Collections.Immutable;
using System.Text;

namespace DerivationKit.Tests.Corpus;

/// <summary>Tables of outcomes, as text.</summary>
internal static class CorpusReport
{
    /// <summary>A line for each family, and one for all: how many true claims were proved, undecided or refuted, how many false ones were
    /// refuted or undecided, how many verdicts are wrong or errors, and the times.</summary>
    public static string Table(ImmutableArray<CorpusOutcome> outcomes)
    {
        StringBuilder text = new();
        text.AppendLine($"{"family",-24}{"true",6}{"proved",8}{"open",6}{"error",6}{"false",7}{"refuted",9}{"open",6}{"error",6}{"wrong",7}{"median ms",11}{"p99 ms",9}{"sum s",8}");
        foreach (IGrouping<string, CorpusOutcome> family in outcomes.GroupBy(o => o.Line.Family).Append(outcomes.GroupBy(_ => "all").First()))
        {
            ILookup<bool, CorpusOutcome> half = family.ToLookup(o => o.Line.IsTrue);
            double[] times = [.. family.Select(o => o.Time.TotalMilliseconds).Order()];
            text.Append($"{family.Key,-24}{half[true].Count(),6}{Count(true, "proved"),8}{Count(true, "undecided"),6}{Count(true, "error"),6}");
            text.Append($"{half[false].Count(),7}{Count(false, "refuted"),9}{Count(false, "undecided"),6}{Count(false, "error"),6}");
            text.AppendLine($"{family.Count(o => o.IsWrong),7}{times[times.Length / 2],11:F1}{times[(times.Length - 1) * 99 / 100],9:F0}{times.Sum() / 1000,8:F1}");

            int Count(bool isTrue, string verdict) => half[isTrue].Count(o => o.Verdict == verdict);
        }

        return text.ToString();
    }

    /// <summary>Every outcome that is not what is known, a line each.</summary>
    public static string Open(ImmutableArray<CorpusOutcome> outcomes) => string.Join('\n', outcomes
        .Where(o => !o.IsRight)
        .Select(o => $"{o.Line.Id} | {(o.IsWrong ? "WRONG " : "")}{o.Verdict} | {o.Line.Claim} | {o.Detail.ReplaceLineEndings(" ")}"));

    /// <summary>The claims that took longest, a line each.</summary>
    public static string Slowest(ImmutableArray<CorpusOutcome> outcomes, int count) => string.Join('\n', outcomes
        .OrderByDescending(o => o.Time)
        .Take(count)
        .Select(o => $"{o.Time.TotalMilliseconds,8:F0} ms  {o.Line.Id}  {o.Verdict}"));
}
