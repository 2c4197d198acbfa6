using DerivationKit.Cli.Files;

namespace DerivationKit.Cli.Exports;

/// <summary>What coqc says about a file. It never changes a verdict: it says whether a second system accepts the exported proof.</summary>
/// <param name="IsAccepted">Whether coqc accepts it, without axioms.</param>
/// <param name="IsPresent">Whether there is a coqc.</param>
/// <param name="Message">What happened, in a sentence.</param>
internal sealed record CoqRun(bool IsAccepted, bool IsPresent, string Message)
{
    private const string File = "claim.v";

    // The last command of a file asks for axioms; tactics may have printed remarks before.
    private const string Closed = "Closed under the global context";

    /// <summary>Lets coqc check the text in a folder of its own, which is removed afterwards.</summary>
    public static CoqRun Of(string text, TimeSpan limit)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("derive-coq-");
        try
        {
            TextFile.Write(Path.Combine(folder.FullName, File), text);
            return ForeignProgram.Run("coqc", ["-q", "-w", "none", File], folder.FullName, "", limit) switch
            {
                null => new(false, false, "not found on the path; nothing was checked"),
                { ExitCode: null } => new(false, true, $"stopped after {limit.TotalSeconds:0} s, without an answer"),
                { ExitCode: 0 } run when run.Output.Split('\n')[^1].Trim() == Closed => new(true, true, "accepted, no axioms"),
                { ExitCode: 0 } run => new(false, true, $"accepted, but with axioms: {run.Output}"),
                var run => new(false, true, $"rejected: {run.Errors}"),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
