using System.Globalization;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>Reads --size: n=512, or several with commas between them.</summary>
internal static class DimensionSizes
{
    /// <summary>The size of each dimension.</summary>
    /// <exception cref="InputException">One cannot be read, is given twice, or is no length of an array.</exception>
    public static Dictionary<string, int> Read(string[] texts)
    {
        Dictionary<string, int> sizes = [];
        foreach (string part in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !Int128.TryParse(sides[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 size))
            {
                throw new InputException($"--size takes a dimension and its size, such as n=512, not {Shown.Of(part)}");
            }

            if (!sizes.TryAdd(sides[0], InRange(sides[0], size)))
            {
                throw new InputException($"--size gives {Shown.Of(sides[0])} twice");
            }
        }

        return sizes;
    }

    private static int InRange(string name, Int128 size) =>
        size < 1 ? throw new InputException($"{Shown.Of(name)} = {size}, but a dimension is at least 1")
        : size > Array.MaxLength ? throw new InputException($"{Shown.Of(name)} = {size} is longer than an array can be")
        : (int)size;
}
