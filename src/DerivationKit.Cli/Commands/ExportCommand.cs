using System.CommandLine;
using System.Text;
using DerivationKit.Cli.Proofs;
using DerivationKit.Coq;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive export: writes the proof of a claim for another system.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> claim = new("claim") { Description = "left == right, such as \"grad(x'*A*x, x) == (A + A')*x\"" };
        Option<FileInfo> coq = new("--coq") { Description = "Write the theorem for all dimensions, with a proof that coqc with mathcomp checks", HelpName = "file.v", Required = true };
        Option<bool> run = new("--run") { Description = "Also let coqc check the file, if it is installed" };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Command command = new("export", "Prove a claim and write the proof for Coq") { claim, coq, run, variables, abbreviations, given };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(claim)!;
            Scope scope = CommonOptions.ScopeOf(
                "the claim", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Claim read = CommonOptions.Reading("the claim", () => scope.ParseClaim(text));
            return (int)Export(read, parsed.GetValue(coq)!, parsed.GetValue(run), terminal);
        });
        return command;
    }

    private static ExitCode Export(Claim claim, FileInfo file, bool run, Terminal terminal)
    {
        Verdict verdict = Verifier.Decide(claim);
        if (verdict is not Verdict.ProvedAllDimensions proved)
        {
            terminal.Error.WriteLine("derive: the claim is not proved for all dimensions, so there is no proof to export");
            return ExitCodes.Of(verdict);
        }

        string text;
        try
        {
            text = CoqExport.Of(proved.Certificate);
        }
        catch (CoqExportException e)
        {
            terminal.Error.WriteLine($"derive: the claim is proved, but its proof cannot be exported: {e.Message}");
            return ExitCode.DoesNotHold;
        }

        Write(text, file);
        terminal.Out.WriteLine($"written to {file.Name}; coqc has not checked it yet");
        return run ? Run(file, terminal) : ExitCode.Holds;
    }

    private static void Write(string text, FileInfo file)
    {
        try
        {
            file.Directory?.Create();
            File.WriteAllText(file.FullName, text, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be written: {e.Message}");
        }
    }

    private static ExitCode Run(FileInfo file, Terminal terminal)
    {
        CoqRun result = CoqRun.Of(File.ReadAllText(file.FullName), TimeSpan.FromMinutes(5));
        terminal.Out.WriteLine($"coqc: {result.Message}");
        return result.IsAccepted ? ExitCode.Holds : ExitCode.DoesNotHold;
    }
}
