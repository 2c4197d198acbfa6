using System.Collections.Immutable;

namespace DerivationKit.Cli.Output;

/// <summary>Writes arrays in brackets, column under column.</summary>
internal static class Matrices
{
    /// <summary>name = entries, a line for each row; a scalar without brackets.</summary>
    public static IEnumerable<string> Write(string name, int rows, int columns, ImmutableArray<string> entries)
    {
        if (rows == 1 && columns == 1)
        {
            return [$"{name} = {entries[0]}"];
        }

        int[] widths = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Max(r => entries[(r * columns) + c].Length))];
        return Enumerable.Range(0, rows).Select(r =>
            $"{(r == 0 ? $"{name} = " : new string(' ', name.Length + 3))}[ {Row(r)} ]");

        string Row(int row) => string.Join("  ", Enumerable.Range(0, columns).Select(c => entries[(row * columns) + c].PadLeft(widths[c])));
    }

    /// <summary>All inputs of an instance, one below the other.</summary>
    public static IEnumerable<string> Write(Instance instance) => instance.Inputs.SelectMany(input => Write(input.Key, input.Value));

    /// <summary>Exact inputs.</summary>
    public static IEnumerable<string> Write(string name, ExactArray array) =>
        Write(name, array.Rows, array.Columns, [.. array.Entries.Select(e => Digits.Shown(e.ToString()))]);

    /// <summary>Values of a side.</summary>
    public static IEnumerable<string> Write(string name, ValueTable table) => Write(name, table.Rows, table.Columns, [.. table.Entries.Select(Digits.Shown)]);
}
