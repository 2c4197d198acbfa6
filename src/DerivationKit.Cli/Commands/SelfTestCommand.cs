using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.SelfTest;
using DerivationKit.SelfTest;

namespace DerivationKit.Cli.Commands;

/// <summary>derive selftest: attacks the kit with false claims, or with true ones, and prints a scorecard.</summary>
internal static class SelfTestCommand
{
    private const int MostThreads = 256;
    private const int MostSeeds = 1_000;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<int> mutants = new("--mutants") { Description = "How many mutants of true claims to decide", HelpName = "number", DefaultValueFactory = _ => 1_000 };
        Option<ulong> seed = new("--seed") { Description = "Where the random draws begin; the same seed gives the same scorecard", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<int> threads = new("--threads") { Description = "How many claims to decide at a time", HelpName = "number", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<FileInfo?> claims = new("--claims") { Description = "Mutate the true claims of this file instead of those that come with the command", HelpName = "file.jsonl" };
        Option<FileInfo?> trueClaims = new("--true-claims")
        {
            Description = "Instead of mutants: search the true claims of this file for counterexamples, of which there must be none",
            HelpName = "file.jsonl",
        };
        Option<int> seeds = new("--seeds") { Description = "With how many seeds to search each of the true claims", HelpName = "number", DefaultValueFactory = _ => 20 };
        Option<bool> json = CommonOptions.Json();
        Command command = new("selftest", "Attack the kit with mutants of true claims, and print how often it is wrong") { mutants, seed, threads, claims, trueClaims, seeds, json };
        command.SetAction(parsed =>
        {
            int workers = Within("--threads", parsed.GetValue(threads), MostThreads);
            ulong first = parsed.GetValue(seed);
            return (int)(parsed.GetValue(trueClaims) is { } file
                ? Search(ClaimFiles.Of(file), first, Within("--seeds", parsed.GetValue(seeds), MostSeeds), workers, parsed.GetValue(json), terminal)
                : Attack(
                    parsed.GetValue(claims) is { } bases ? ClaimFiles.Of(bases) : ClaimFiles.Shipped(),
                    Within("--mutants", parsed.GetValue(mutants), int.MaxValue), first, workers, parsed.GetValue(json), terminal));
        });
        return command;
    }

    private static int Within(string option, int value, int most) =>
        value >= 1 && value <= most ? value : throw new InputException($"{option} takes a number from 1 to {most}, not {value}");

    private static ExitCode Attack(ImmutableArray<BaseClaim> bases, int count, ulong seed, int threads, bool json, Terminal terminal)
    {
        Progress progress = new(terminal);
        var start = Effort.Begin();
        var card = MutantRun.Of(bases, count, seed, threads, MutantRun.Decide, done => progress.Show($"{done} of {count} mutants decided"));
        progress.Clear();
        Effort effort = start.SoFar();
        if (json)
        {
            terminal.Out.WriteLine(JsonText.Write(ScorecardJson.Of(card, effort)));
        }
        else
        {
            ScorecardReport.Write(card, effort, terminal);
        }

        return card.IsClean ? ExitCode.Holds : ExitCode.Disagreement;
    }

    private static ExitCode Search(ImmutableArray<BaseClaim> claims, ulong first, int seeds, int threads, bool json, Terminal terminal)
    {
        Progress progress = new(terminal);
        Lock gate = new();
        var start = Effort.Begin();
        var card = TrueClaims.Of(claims, first, seeds, threads, Show);
        progress.Clear();
        Effort effort = start.SoFar();
        if (json)
        {
            terminal.Out.WriteLine(JsonText.Write(TrueClaimsJson.Of(card, effort)));
        }
        else
        {
            ScorecardReport.Write(card, effort, terminal.Out);
        }

        return card.Refutations.IsEmpty ? ExitCode.Holds : ExitCode.Disagreement;

        void Show(int done)
        {
            lock (gate)
            {
                progress.Show($"{done} of {claims.Length * seeds} searches done");
            }
        }
    }
}

/// <summary>What a run took.</summary>
/// <param name="Time">On the wall.</param>
/// <param name="Processor">On all processors together.</param>
/// <param name="PeakBytes">The most memory that the process held.</param>
internal sealed record Effort(TimeSpan Time, TimeSpan Processor, long PeakBytes)
{
    private long started;

    /// <summary>Begins to count.</summary>
    public static Effort Begin() => new(TimeSpan.Zero, Process.GetCurrentProcess().TotalProcessorTime, 0) { started = Stopwatch.GetTimestamp() };

    /// <summary>What was spent since this began.</summary>
    public Effort SoFar()
    {
        using var process = Process.GetCurrentProcess();
        return new(Stopwatch.GetElapsedTime(started), process.TotalProcessorTime - Processor, process.PeakWorkingSet64);
    }
}
