using System.CommandLine;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.Proofs;

namespace DerivationKit.Cli.Commands;

/// <summary>derive verify: decides every claim of proof files.</summary>
internal static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> paths = new("path") { Description = "Proof files, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<bool> update = new("--update") { Description = "Write the displayed formulas and the index of each folder anew" };
        Option<DirectoryInfo?> certificates = new("--certificates") { Description = "Write each proof to a file NAME.jsonl in this folder", HelpName = "folder" };
        Option<string?> require = CommonOptions.Require();
        Option<ulong> seed = CommonOptions.Seed();
        Option<DirectoryInfo?> database = CommonOptions.Database();
        Option<bool> json = CommonOptions.Json();
        Command command = new("verify", "Decide every claim of proof files, and compare with the verdicts that they demand")
        {
            paths, update, certificates, require, seed, database, json,
        };
        command.SetAction(parsed => (int)Run(
            parsed.GetValue(paths)!,
            CommonOptions.Deciding(parsed.GetValue(require), parsed.GetValue(seed), parsed.GetValue(database), terminal),
            parsed.GetValue(update), parsed.GetValue(certificates), parsed.GetValue(json), terminal));
        return command;
    }

    private static ExitCode Run(string[] paths, Deciding deciding, bool update, DirectoryInfo? certificates, bool json, Terminal terminal)
    {
        Progress progress = new(terminal);
        ProofRun run = ProofRun.Of(paths, deciding, update, progress.Show);
        progress.Clear();
        if (certificates is not null)
        {
            foreach (Outcome outcome in run.Outcomes)
            {
                CertificateFiles.TryWrite(outcome.Verdict, Path.Combine(certificates.FullName, $"{outcome.Claim.Name}.jsonl"));
            }
        }

        if (json)
        {
            terminal.Out.WriteLine(RunJson.Of(run).Write());
        }
        else
        {
            RunReport.Write(run, terminal);
        }

        return run.ExitCode;
    }
}
