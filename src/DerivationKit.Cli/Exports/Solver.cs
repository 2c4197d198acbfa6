using System.ComponentModel;
using System.Diagnostics;

namespace DerivationKit.Cli.Exports;

/// <summary>z3, an SMT solver, where it is installed: another opinion on a claim at fixed sizes. Its answer never becomes a verdict.</summary>
internal static class Solver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What z3 answers to the formulas, as a sentence: given on its standard input, and stopped when it takes too long.</summary>
    public static string Ask(string formulas)
    {
        ProcessStartInfo start = new("z3", ["-in"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process z3 = Process.Start(start)!;
            Task<string> answer = z3.StandardOutput.ReadToEndAsync();
            Task<string> errors = z3.StandardError.ReadToEndAsync();
            Feed(z3, formulas);
            if (!z3.WaitForExit(Patience))
            {
                z3.Kill(entireProcessTree: true);
                return $"z3 was stopped after {Patience.TotalSeconds} seconds without an answer";
            }

            return answer.Result.Trim() switch
            {
                "unsat" => "z3 answers unsat: it finds the sides equal at these sizes",
                "sat" => "z3 answers sat: with functions taken for any values with their laws, the sides may differ at these sizes",
                "unknown" => "z3 answers unknown",
                var other => $"z3 cannot read the formulas: {(other + errors.Result).ReplaceLineEndings(" ").Trim()}",
            };
        }
        catch (Win32Exception)
        {
            return "z3 is not installed, or not on PATH: the formulas were written, but not checked";
        }
    }

    private static void Feed(Process z3, string formulas)
    {
        try
        {
            z3.StandardInput.Write(formulas);
            z3.StandardInput.Close();
        }
        catch (IOException)
        {
            // It stopped reading; its answer says why.
        }
    }
}
