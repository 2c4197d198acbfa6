namespace DerivationKit.Cli.Exports;

/// <summary>z3, an SMT solver, where it is installed: another opinion on a claim at fixed sizes. Its answer never becomes a verdict.</summary>
internal static class Solver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What z3 answers to the formulas, as a sentence: given on its standard input, and stopped when it takes too long.</summary>
    public static string Ask(string formulas) => ForeignProgram.Run("z3", ["-in"], Environment.CurrentDirectory, formulas, Patience) switch
    {
        null => "z3 is not installed, or not on PATH: the formulas were written, but not checked",
        { ExitCode: null } => $"z3 was stopped after {Patience.TotalSeconds} seconds without an answer",
        { Output: "unsat" } => "z3 answers unsat: it finds the sides equal at these sizes",
        { Output: "sat" } => "z3 answers sat: with functions taken for any values with their laws, the sides may differ at these sizes",
        { Output: "unknown" } => "z3 answers unknown",
        var run => $"z3 cannot read the formulas: {$"{run.Output.ReplaceLineEndings(" ")} {run.Errors}".Trim()}",
    };
}
