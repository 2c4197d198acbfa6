using System.CommandLine;
using DerivationKit.Certificates;
using DerivationKit.Cli.Files;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.Refutations;
using DerivationKit.Refuting;

namespace DerivationKit.Cli.Commands;

/// <summary>derive replay: evaluates a claim where it is said to be false.</summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<FileInfo> file = new("file") { Description = "What derive prove --json writes of a refuted claim, or a file of a folder that --database names" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("replay", "Evaluate a claim at the counterexample in a file: exit code 1 if it still refutes the claim, 0 if the sides agree there, 2 if neither can be told")
        {
            file, json,
        };
        command.SetAction(parsed => (int)Run(parsed.GetValue(file)!, parsed.GetValue(json), terminal));
        return command;
    }

    private static ExitCode Run(FileInfo file, bool json, Terminal terminal)
    {
        try
        {
            Refutation refutation = RefutationReader.Any(TextFile.Read(file, RefutationReader.LargestFile, "it"));
            return Show(refutation, Replay.Of(refutation.Claim.Parse(), refutation.Instance), json, terminal);
        }
        catch (Exception e) when (e is InputException or CertificateException)
        {
            throw new InputException($"{file}: {e.Message}");
        }
    }

    private static ExitCode Show(Refutation refutation, Replay replay, bool json, Terminal terminal)
    {
        (ValueTable left, ValueTable right, ValueTable difference, string outcome) = replay switch
        {
            Replay.Differs d => (d.Counterexample.Left, d.Counterexample.Right, d.Difference, "refuted"),
            Replay.Agrees a => (a.Left, a.Right, a.Difference, "agrees"),
            Replay.Silent silent => throw new InputException($"the claim cannot be judged at this instance: {silent.Reason}"),
            _ => throw new ArgumentOutOfRangeException(nameof(replay)),
        };
        if (json)
        {
            terminal.Out.WriteLine(ReplayJson.Of(refutation, outcome, left, right, difference).Write());
        }
        else
        {
            ReplayReport.Write(refutation, replay, [("left", left), ("right", right), ("difference", difference)], terminal.Out);
        }

        return replay is Replay.Differs ? ExitCode.DoesNotHold : ExitCode.Holds;
    }
}
