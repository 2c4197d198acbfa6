using System.Collections.Immutable;
using System.Diagnostics;
using DerivationKit.ProofFiles;

namespace DerivationKit.Cli.Proofs;

/// <summary>What became of a claim.</summary>
/// <param name="Claim">The claim and its demand.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Failures">Why its demand is not met, and whether its display is stale; empty if all is well.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Required">What claims to prove have to reach, whatever their files state.</param>
internal sealed record Outcome(ProofClaim Claim, Verdict Verdict, ImmutableArray<string> Failures, TimeSpan Time, Level? Required = null)
{
    /// <summary>Whether the verdict is the one that is demanded.</summary>
    public bool IsMet => Claim.Unmet(Verdict, Required).IsEmpty;

    /// <summary>Decides a claim.</summary>
    public static Outcome Of(ProofClaim claim, Deciding deciding)
    {
        long start = Stopwatch.GetTimestamp();
        Verdict verdict = deciding.Decide(claim.Claim);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        ImmutableArray<string> unmet = claim.Unmet(verdict, deciding.Required);
        ImmutableArray<string> failures = claim.IsDisplayed ? unmet : unmet.Add("its displayed formula is missing or stale; run derive verify with --update");
        return new(claim, verdict, failures, time, deciding.Required);
    }
}

/// <summary>What became of all claims of some files.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Outcomes">One for each claim.</param>
/// <param name="IndexFailures">What is wrong with the indices of the folders.</param>
internal sealed record ProofRun(int Files, ImmutableArray<Outcome> Outcomes, ImmutableArray<string> IndexFailures)
{
    private const int ShownDifferences = 10;

    /// <summary>Reads the files at the paths, updates what is generated in them if that is wanted, and decides every claim.</summary>
    /// <exception cref="InputException">A path or a file cannot be read.</exception>
    public static ProofRun Of(IEnumerable<string> paths, Deciding deciding, bool update, Action<int, int> progress)
    {
        ImmutableArray<ProofFolder> folders = Read(paths);
        if (update)
        {
            folders = [.. folders.Select(Updating.Update)];
        }

        ProofFile[] files = [.. folders.SelectMany(f => f.Proofs).DistinctBy(p => p.Location.FullName).Select(p => p.File)];
        ProofFile.RequireDistinctNames(files);
        ProofClaim[] claims = [.. files.SelectMany(f => f.Claims)];
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (ProofClaim claim in claims)
        {
            progress(outcomes.Count, claims.Length);
            outcomes.Add(Outcome.Of(claim, deciding));
        }

        return new(files.Length, outcomes.ToImmutable(), [.. folders.SelectMany(IndexProblems)]);
    }

    /// <summary>The worst of what happened.</summary>
    public ExitCode ExitCode =>
        Outcomes.Any(o => o.Verdict is Verdict.InternalError) ? ExitCode.Disagreement
        : IndexFailures.IsEmpty && Outcomes.All(o => o.Failures.IsEmpty) ? ExitCode.Holds
        : ExitCode.DoesNotHold;

    private static ImmutableArray<ProofFolder> Read(IEnumerable<string> paths)
    {
        List<Exception> problems = [];
        ImmutableArray<ProofFolder> folders = [.. paths.Select(path => ProofFolder.Read(path, problems))];
        return problems.Count == 0 ? folders : throw new InputException(string.Join("\nderive: ", problems.Select(p => p is ProofFileException ? p.ToString() : p.Message)));
    }

    private static IEnumerable<string> IndexProblems(ProofFolder folder)
    {
        if (folder.WrittenIndex is not { } written || ProofIndex.Differences(written, folder.FreshIndex!) is not { IsEmpty: false } differences)
        {
            return [];
        }

        string more = differences.Length > ShownDifferences ? $"\n  and {Output.Words.Count(differences.Length - ShownDifferences, "more line")}" : "";
        string shown = string.Concat(differences.Take(ShownDifferences).Select(d => $"\n  {d}"));
        return [$"{Path.Combine(folder.Folder!.ToString(), ProofIndex.FileName)} is stale; run derive verify with --update\n{shown[1..]}{more}"];
    }
}
