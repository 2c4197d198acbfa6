using System.CommandLine;
using DerivationKit.Cli.Exports;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive export: a claim for another program, whose answer is a second opinion and no verdict.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> claim = new("claim") { Description = "Such as \"grad(x'*A*x, x) == (A + A')*x\"" };
        Option<FileInfo> coq = new("--coq") { Description = "Prove the claim and write the theorem for all dimensions, with a proof that coqc with mathcomp checks", HelpName = "file.v" };
        Option<string> smt = new("--smt") { Description = "Write formulas in SMT-LIB 2 at fixed sizes to this file, or to standard output for -", HelpName = "file" };
        Option<string> sizes = new("--sizes") { Description = "For --smt: a size for each dimension, such as n=2,d=3", HelpName = "sizes", DefaultValueFactory = _ => "" };
        Option<bool> run = new("--run") { Description = "Let coqc or z3 answer, where it is installed" };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Command command = new("export", "Write a proof for Coq, or a claim at fixed sizes for an SMT solver") { claim, coq, smt, sizes, run, variables, abbreviations, given };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(claim)!;
            Scope scope = CommonOptions.ScopeOf(
                "the claim", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Claim read = CommonOptions.Reading("the claim", () => scope.ParseClaim(text));
            return (int)((parsed.GetValue(coq), parsed.GetValue(smt)) switch
            {
                ({ } file, null) => CoqFile.Export(read, file, parsed.GetValue(run), terminal),
                (null, { } file) => SmtFile.Export(read, file, parsed.GetValue(sizes)!, parsed.GetValue(run), terminal),
                _ => throw new InputException("export takes either --coq or --smt, with a file"),
            });
        });
        return command;
    }
}
