using Spectre.Console;

namespace DerivationKit.Cli.Output;

/// <summary>Draws a table with Spectre.Console, which is loaded only here: it takes longer to start than the rest of the command.</summary>
internal static class DrawnTable
{
    /// <summary>Draws the table in colours.</summary>
    public static void Write(Table table, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        Spectre.Console.Table drawn = new() { Border = TableBorder.Rounded };
        drawn.AddColumns([.. table.Headers]);
        foreach ((var cells, Tone tone) in table.Rows)
        {
            drawn.AddRow([.. cells.Select(cell => Coloured(cell, tone))]);
        }

        console.Write(drawn);
    }

    private static Markup Coloured(string cell, Tone tone) => new(
        Markup.Escape(cell),
        tone switch
        {
            Tone.Good => new(Color.Green),
            Tone.Bad => new(Color.Red),
            _ => Style.Plain,
        });
}
