using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.Proofs;
using DerivationKit.Language;
using DerivationKit.Suggesting;

namespace DerivationKit.Cli.Commands;

/// <summary>derive prove: decides one claim.</summary>
internal static class ProveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> claim = new("claim") { Description = "left == right, such as \"grad(x'*A*x, x) == (A + A')*x\"", Arity = ArgumentArity.ZeroOrOne };
        Option<FileInfo?> claims = new("--claims")
        {
            Description = "Decide every line of a file of claims, one JSON object a line: {\"id\", \"vars\", \"given\", \"claim\"}",
            HelpName = "file.jsonl",
        };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Option<bool> steps = new("--steps") { Description = "Also show the claim in index notation and the rules of its proof" };
        Option<bool> latex = new("--latex") { Description = "Write the claim in LaTeX" };
        Option<FileInfo?> certificate = new("--certificate") { Description = "Write the proof to a file that can be checked alone", HelpName = "file.jsonl" };
        Option<string?> require = CommonOptions.Require();
        Option<ulong> seed = CommonOptions.Seed();
        Option<DirectoryInfo?> database = CommonOptions.Database();
        Option<bool> json = CommonOptions.Json();
        Command command = new("prove", "Prove a claim for all dimensions, or refute it with the smallest counterexample found")
        {
            claim, claims, variables, abbreviations, given, steps, latex, certificate, require, seed, database, json,
        };
        command.SetAction(parsed =>
        {
            Deciding deciding = CommonOptions.Deciding(parsed.GetValue(require), parsed.GetValue(seed), parsed.GetValue(database), terminal);
            if (parsed.GetValue(claims) is { } file)
            {
                return parsed.GetValue(claim) is null && parsed.GetValue(variables) is [] && parsed.GetValue(abbreviations) is []
                    && parsed.GetValue(given) is [] && parsed.GetValue(certificate) is null
                    ? (int)BatchReport.Write(file, deciding, parsed.GetValue(json), terminal)
                    : throw new InputException("--claims takes its claims and their variables from the file: give no claim, --var, --let, --given or --certificate beside it");
            }

            string text = parsed.GetValue(claim) ?? throw new InputException("prove needs a claim, left == right, or --claims with a file of them. Try 'derive prove --help'.");
            Scope scope = CommonOptions.ScopeOf(
                "the claim", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Claim read = CommonOptions.Reading("the claim", () => scope.ParseClaim(text));
            return (int)Run(read, deciding, parsed.GetValue(steps), parsed.GetValue(latex), parsed.GetValue(certificate), parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static ExitCode Run(Claim claim, Deciding deciding, bool steps, bool latex, FileInfo? certificate, bool json, Terminal terminal)
    {
        Decision decision = Decision.Of(claim, deciding).Explained();
        if (certificate is not null && !CertificateFiles.TryWrite(decision.Verdict, certificate.FullName))
        {
            terminal.Error.WriteLine($"{certificate.Name} is not written: without a proof for all dimensions there is no certificate");
        }

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

        return ExitCodes.Of(decision.Verdict, deciding.Level);
    }
}

/// <summary>A claim, its verdict, and how long that took.</summary>
internal sealed record Decision(Claim Claim, Verdict Verdict, TimeSpan Time)
{
    /// <summary>For a refuted claim, what would have been true.</summary>
    public ImmutableArray<Suggestion> Suggestions { get; init; } = [];

    /// <summary>For a proved claim, the assumptions that it does not need.</summary>
    public ImmutableArray<string> Unused { get; init; } = [];

    /// <summary>The decision with what a person wants to know next.</summary>
    public Decision Explained() => Verdict switch
    {
        Verdict.Refuted refuted => this with { Suggestions = Suggester.For(Claim, refuted.Counterexample) },
        Verdict.ProvedAllDimensions => this with { Unused = Assumptions.Unused(Claim) },
        _ => this,
    };

    /// <summary>Decides a claim.</summary>
    public static Decision Of(Claim claim) => Of(claim, Deciding.Usual);

    /// <summary>Decides a claim as the options say.</summary>
    public static Decision Of(Claim claim, Deciding deciding)
    {
        long start = Stopwatch.GetTimestamp();
        Verdict verdict = deciding.Decide(claim);
        return new(claim, verdict, Stopwatch.GetElapsedTime(start));
    }
}
