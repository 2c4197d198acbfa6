using System.ComponentModel;
using System.Diagnostics;

namespace DerivationKit.Cli.Exports;

/// <summary>What a program that is not part of the kit said.</summary>
/// <param name="ExitCode">How it ended; absent if it was stopped.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ForeignProgram(int? ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program that is on the path, and stops it when it takes too long; nothing if there is none of that name.</summary>
    /// <param name="name">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The folder that it works in.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="limit">How long it may take.</param>
    public static ForeignProgram? Run(string name, string[] arguments, string folder, string input, TimeSpan limit)
    {
        ProcessStartInfo start = new(name, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            Feed(process, input);
            bool hasEnded = process.WaitForExit(limit);
            if (!hasEnded)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            return new(hasEnded ? process.ExitCode : null, output.Result.Trim(), errors.Result.ReplaceLineEndings(" ").Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void Feed(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It stopped reading; its answer says why.
        }
    }
}
