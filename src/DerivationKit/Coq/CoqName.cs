using System.Globalization;
using System.Text;

namespace DerivationKit.Coq;

/// <summary>Names of the kit as identifiers of Coq: two names never become one, and each can be read back.</summary>
/// <remarks>ASCII letters and digits stand for themselves, an underscore is doubled, and any other character is _u, its hexadecimal code, _. The
/// prefix keeps variables, dimensions and indices apart from each other, from Coq's keywords, and from the names that the export makes.</remarks>
public static class CoqName
{
    /// <summary>The identifier of a name: prefix, underscore, escaped name.</summary>
    public static string Escape(char prefix, string name)
    {
        StringBuilder text = new($"{prefix}_");
        foreach (char c in name)
        {
            _ = c == '_' ? text.Append("__")
                : char.IsAsciiLetterOrDigit(c) ? text.Append(c)
                : text.Append(CultureInfo.InvariantCulture, $"_u{(int)c:x}_");
        }

        return text.ToString();
    }

    /// <summary>The name that became an identifier.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static (char Prefix, string Name) Unescape(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (identifier.Length < 2 || identifier[1] != '_')
        {
            throw new FormatException($"'{identifier}' has no prefix");
        }

        StringBuilder name = new();
        for (int i = 2; i < identifier.Length; i++)
        {
            if (identifier[i] != '_')
            {
                name.Append(identifier[i]);
                continue;
            }

            int end = identifier.IndexOf('_', i + 1);
            name.Append(end == i + 1 ? '_' : Character(identifier, i, end));
            i = end;
        }

        return (identifier[0], name.ToString());
    }

    private static char Character(string identifier, int start, int end) =>
        end > start && identifier[start + 1] == 'u'
        && ushort.TryParse(identifier.AsSpan(start + 2, end - start - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            ? (char)code
            : throw new FormatException($"'{identifier}' holds no escaped character at {start}");
}
