using System.Globalization;

namespace DerivationKit.Cli.Output;

/// <summary>Texts that come from files and command lines, as a terminal may show them.</summary>
internal static class Visible
{
    /// <summary>The text with control characters and invisible ones by their numbers, so that none of them acts on the terminal.</summary>
    public static string Of(string text) =>
        text.Any(IsHidden) ? string.Concat(text.Select(c => IsHidden(c) ? $"\\u{(int)c:x4}" : c.ToString())) : text;

    private static bool IsHidden(char c) => c is not ('\n' or '\t') && (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
