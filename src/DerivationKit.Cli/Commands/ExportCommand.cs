using System.CommandLine;
using System.Globalization;
using DerivationKit.Language;
using DerivationKit.Transfer;

namespace DerivationKit.Cli.Commands;

/// <summary>derive export: a claim at fixed sizes for another program.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> claim = new("claim") { Description = "Such as \"grad(x'*A*x, x) == (A + A')*x\"" };
        Option<string> smt = new("--smt") { Description = "Write formulas in SMT-LIB 2 to this file, or to standard output for -", HelpName = "file", Required = true };
        Option<string> sizes = new("--sizes") { Description = "A size for each dimension, such as n=2,d=3", HelpName = "sizes", DefaultValueFactory = _ => "" };
        Option<bool> run = new("--run") { Description = "Let z3 answer, where it is installed; its answer is no verdict" };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Command command = new("export", "Write a claim at fixed sizes for an SMT solver") { claim, smt, sizes, run, variables, abbreviations, given };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(claim)!;
            Scope scope = CommonOptions.ScopeOf(
                "the claim", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Claim read = CommonOptions.Reading("the claim", () => scope.ParseClaim(text));
            string formulas = Formulas(read, SizesOf(parsed.GetValue(sizes)!));
            Write(formulas, parsed.GetValue(smt)!, terminal);
            if (parsed.GetValue(run))
            {
                terminal.Error.WriteLine(Solver.Ask(formulas));
            }

            return (int)ExitCode.Holds;
        });
        return command;
    }

    private static string Formulas(Claim claim, Dictionary<string, int> sizes)
    {
        try
        {
            return SmtLib.Write(claim, sizes);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"the claim cannot be written at these sizes: {e.Message}");
        }
    }

    private static Dictionary<string, int> SizesOf(string text)
    {
        Dictionary<string, int> sizes = [];
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int size) || !sizes.TryAdd(sides[0], size))
            {
                throw new InputException($"--sizes takes a size for each dimension, such as n=2,d=3, not '{part}'");
            }
        }

        return sizes;
    }

    private static void Write(string formulas, string file, Terminal terminal)
    {
        if (file == "-")
        {
            terminal.Out.Write(formulas);
            return;
        }

        try
        {
            File.WriteAllText(file, formulas);
            terminal.Out.WriteLine($"written to {file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file} cannot be written: {e.Message}");
        }
    }
}
