using System.Globalization;
using DerivationKit.Cli.Files;
using DerivationKit.Transfer;

namespace DerivationKit.Cli.Exports;

/// <summary>Claims at fixed sizes for an SMT solver.</summary>
internal static class SmtFile
{
    /// <summary>Writes the claim at the sizes; with run, says what z3 answers.</summary>
    public static ExitCode Export(Claim claim, string file, string sizes, bool run, Terminal terminal)
    {
        string formulas = Formulas(claim, SizesOf(sizes));
        Write(formulas, file, terminal);
        if (run)
        {
            terminal.Error.WriteLine(Solver.Ask(formulas));
        }

        return ExitCode.Holds;
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

        TextFile.Write(file, formulas);
        terminal.Out.WriteLine($"written to {file}");
    }
}
