namespace DerivationKit.Language;

/// <summary>How a piece of the text is quoted in a message: never longer than a reader wants to see.</summary>
internal static class Shown
{
    private const int Longest = 40;

    public static string Of(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    public static string Of(SourceText source, Token token) =>
        token.Kind == TokenKind.End ? "the end of the text" : $"'{Of(source.Text[token.Start..token.End])}'";
}
