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
        Option<bool> json = CommonOptions.Json();
        Command command = new("verify", "Decide every claim of proof files, and compare with the verdicts that they demand")
        {
            paths, update, json,
        };
        command.SetAction(parsed => (int)Run(parsed.GetValue(paths)!, parsed.GetValue(update), parsed.GetValue(json), terminal));
        return command;
    }

    private static ExitCode Run(string[] paths, bool update, bool json, Terminal terminal)
    {
        Progress progress = new(terminal);
        ProofRun run = ProofRun.Of(paths, update, progress.Show);
        progress.Clear();
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
