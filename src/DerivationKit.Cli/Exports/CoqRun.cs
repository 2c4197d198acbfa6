using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DerivationKit.Cli.Exports;

/// <summary>What coqc says about a file. It never changes a verdict: it says whether a second system accepts the exported proof.</summary>
/// <param name="IsAccepted">Whether coqc accepts it, without axioms.</param>
/// <param name="IsPresent">Whether there is a coqc.</param>
/// <param name="Message">What happened, in a sentence.</param>
internal sealed record CoqRun(bool IsAccepted, bool IsPresent, string Message)
{
    // The last command of a file asks for axioms; tactics may have printed remarks before.
    private const string Closed = "Closed under the global context";

    /// <summary>Lets coqc check the text in a folder of its own, which is removed afterwards.</summary>
    public static CoqRun Of(string text, TimeSpan limit)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("derive-coq-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "claim.v"), text, new UTF8Encoding(false));
            return Check(folder, limit);
        }
        catch (Win32Exception)
        {
            return new(false, false, "not found on the path; nothing was checked");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CoqRun Check(DirectoryInfo folder, TimeSpan limit)
    {
        ProcessStartInfo start = new("coqc", ["-q", "-w", "none", "claim.v"])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return new(false, true, $"stopped after {limit.TotalSeconds:0} s, without an answer");
        }

        return (process.ExitCode, output.Result.Trim()) switch
        {
            (0, var said) when said.Split('\n')[^1].Trim() == Closed => new(true, true, "accepted, no axioms"),
            (0, var axioms) => new(false, true, $"accepted, but with axioms: {axioms}"),
            _ => new(false, true, $"rejected: {string.Join(" ", errors.Result.Trim().Split('\n').Select(l => l.Trim()))}"),
        };
    }
}
