using System.Text.RegularExpressions;

namespace DerivationKit.Cli.Output;

/// <summary>Shortens numbers that nobody reads: what is written for machines, and what is to be read again, keeps all digits.</summary>
internal static partial class Digits
{
    private const int Kept = 20;

    /// <summary>The text with only both ends of each number of more than 2,000 digits, and how many digits it has.</summary>
    public static string Shown(string text) =>
        text.Length <= 2_000 ? text : Long().Replace(text, number => $"{number.Value[..Kept]}…({number.Length} digits)…{number.Value[^Kept..]}");

    [GeneratedRegex("[0-9]{2001,}", RegexOptions.NonBacktracking)]
    private static partial Regex Long();
}
