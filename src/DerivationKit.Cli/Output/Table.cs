using System.Collections.Immutable;

namespace DerivationKit.Cli.Output;

/// <summary>How a cell is coloured, where there are colours.</summary>
internal enum Tone
{
    /// <summary>As the rest.</summary>
    Plain,

    /// <summary>As wanted.</summary>
    Good,

    /// <summary>Not as wanted.</summary>
    Bad,
}

/// <summary>A table: drawn on a terminal, aligned with blanks elsewhere.</summary>
/// <param name="Headers">The names of the columns.</param>
/// <param name="Rows">The cells of each row, and its tone.</param>
internal sealed record Table(ImmutableArray<string> Headers, ImmutableArray<(ImmutableArray<string> Cells, Tone Tone)> Rows)
{
    /// <summary>Writes the table.</summary>
    public void Write(Terminal terminal)
    {
        if (terminal.MayDraw)
        {
            DrawnTable.Write(this, terminal.Out);
        }
        else
        {
            WriteAligned(terminal.Out);
        }
    }

    private void WriteAligned(TextWriter output)
    {
        ImmutableArray<ImmutableArray<string>> lines = [Headers, .. Rows.Select(r => r.Cells)];
        int[] widths = [.. Enumerable.Range(0, Headers.Length).Select(c => lines.Max(l => Width(l[c])))];
        foreach (ImmutableArray<string> line in lines)
        {
            output.WriteLine(string.Join("  ", line.Select((cell, c) => cell + new string(' ', widths[c] - Width(cell)))).TrimEnd());
        }
    }

    private static int Width(string text) => new System.Globalization.StringInfo(text).LengthInTextElements;
}
