using System.CommandLine;
using System.Diagnostics;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive prove: decides one claim.</summary>
internal static class ProveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> claim = new("claim") { Description = "left == right" };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<bool> steps = new("--steps") { Description = "Also show the claim in index notation and the rules of its proof" };
        Option<bool> latex = new("--latex") { Description = "Write the claim in LaTeX" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("prove", "Prove a claim for all dimensions, or refute it with the smallest counterexample found")
        {
            claim, variables, abbreviations, steps, latex, json,
        };
        command.SetAction(parsed =>
        {
            Scope scope = CommonOptions.Declare(parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!);
            Claim read = CommonOptions.Reading("the claim", () => scope.ParseClaim(parsed.GetValue(claim)!));
            return (int)Run(read, parsed.GetValue(steps), parsed.GetValue(latex), parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static ExitCode Run(Claim claim, bool steps, bool latex, bool json, Terminal terminal)
    {
        Decision decision = Decision.Of(claim);
        if (json)
        {
            terminal.Out.WriteLine(DecisionJson.Of(decision).Write());
        }
        else
        {
            DecisionReport.Write(decision, latex, terminal.Out);
            if (steps)
            {
                StepsReport.Write(claim, terminal.Out);
            }
        }

        return ExitCodes.Of(decision.Verdict);
    }
}

/// <summary>A claim, its verdict, and how long that took.</summary>
internal sealed record Decision(Claim Claim, Verdict Verdict, TimeSpan Time)
{
    /// <summary>Decides a claim.</summary>
    public static Decision Of(Claim claim)
    {
        long start = Stopwatch.GetTimestamp();
        Verdict verdict = Verifier.Decide(claim);
        return new(claim, verdict, Stopwatch.GetElapsedTime(start));
    }
}
