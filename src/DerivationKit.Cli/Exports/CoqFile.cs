using DerivationKit.Cli.Files;
using DerivationKit.Coq;

namespace DerivationKit.Cli.Exports;

/// <summary>Proofs for Coq on disk.</summary>
internal static class CoqFile
{
    /// <summary>Proves the claim and writes its proof; with run, lets coqc check it.</summary>
    public static ExitCode Export(Claim claim, FileInfo file, bool run, Terminal terminal)
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

        TextFile.Write(file.FullName, text);
        terminal.Out.WriteLine($"written to {file.Name}; coqc has not checked it yet");
        return run ? Run(text, terminal) : ExitCode.Holds;
    }

    private static ExitCode Run(string text, Terminal terminal)
    {
        CoqRun result = CoqRun.Of(text, TimeSpan.FromMinutes(5));
        terminal.Out.WriteLine($"coqc: {result.Message}");
        return result.IsAccepted ? ExitCode.Holds : ExitCode.DoesNotHold;
    }
}
