using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Proving;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a claim as the kernel sees it, and the rules that its proof applies.</summary>
internal static class StepsReport
{
    /// <summary>The statement in index notation; if it is proved, how often each rule is applied.</summary>
    public static void Write(Claim claim, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("In index notation:");
        foreach (string line in Statement(claim).Split('\n'))
        {
            output.WriteLine($"  {line}");
        }

        if (Prover.Prove(claim) is Attempt.Succeeded proved)
        {
            output.WriteLine();
            output.WriteLine($"Rules of the proof (derive rules states them): {string.Join(", ", Counts(proved.Proof))}");
        }
    }

    private static string Statement(Claim claim)
    {
        try
        {
            return Text.Print(Prover.State(claim));
        }
        catch (KernelException exception)
        {
            return $"none; {exception.Message}";
        }
    }

    private static IEnumerable<string> Counts(Proof proof) => proof.Steps.SelectMany(AndInner)
        .GroupBy(step => step.Rule).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Key} {g.Count()}×");

    private static IEnumerable<Step> AndInner(Step step) => step.Inner.SelectMany(AndInner).Prepend(step);
}
