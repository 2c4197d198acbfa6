using System.Globalization;
using System.Text;

namespace DerivationKit.Language;

/// <summary>Where something stands in a text, and the line around it.</summary>
internal readonly record struct SourcePosition(int Line, int Column, string SourceLine, string CaretLine);

/// <summary>A text to be read. What cannot belong to a formula (control, format and unassigned characters, broken surrogates, more than a
/// megabyte) is refused before anything reads it.</summary>
internal sealed class SourceText
{
    /// <summary>The largest number of UTF-16 units that are read.</summary>
    public const int MaximumLength = 1 << 20;

    // How much of a long line is shown to the left and to the right of the caret.
    private const int Before = 60;
    private const int After = 40;

    public SourceText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        if (text.Length > MaximumLength)
        {
            throw Unexpected(0, $"a text of {text.Length} characters", $"at most {MaximumLength}");
        }

        Check();
    }

    public string Text { get; }

    /// <summary>Something else should stand at the offset.</summary>
    public SyntaxException Unexpected(int offset, string found, string expected, string suggestion = "") =>
        new(PositionOf(offset), $"found {found}, expected {expected}", found, expected, suggestion);

    /// <summary>What stands at the offset is well formed, but there is a reason against it, which names it.</summary>
    public SyntaxException Refused(int offset, string found, string reason, string suggestion = "") =>
        new(PositionOf(offset), reason, found, reason, suggestion);

    /// <summary>The shapes at the offset do not fit.</summary>
    public SyntaxException Misshapen(int offset, string shapes, string reason, string suggestion = "") =>
        new(PositionOf(offset), $"{shapes}: {reason}", shapes, reason, suggestion);

    /// <summary>The expression is too deep at the word.</summary>
    public SyntaxException TooDeep(Token token) => Unexpected(
        token.Start, $"an expression nested more than {Expr.MaximumDepth} deep", "fewer levels",
        "a chain of n operators is n deep: write it as sum(...), or bracket its halves");

    private SourcePosition PositionOf(int offset)
    {
        int start = offset == 0 ? 0 : Text.LastIndexOf('\n', offset - 1) + 1;
        int end = Text.IndexOf('\n', offset);
        end = end < 0 ? Text.Length : end;
        int from = Math.Max(start, offset - Before);
        int to = Math.Min(end, offset + After);
        string left = (from > start ? "…" : "") + Text[from..offset];
        string right = Text[offset..to].TrimEnd('\r') + (to < end ? "…" : "");
        return new(
            1 + Text.AsSpan(0, start).Count('\n'),
            1 + Elements(Text.AsSpan(start, offset - start)),
            Visible(left) + Visible(right),
            Blanks(left) + "^");
    }

    // A tab keeps its width above and below; every other text element is one blank.
    private static string Blanks(string left) => string.Join('\t', left.Split('\t').Select(part => new string(' ', Elements(part))));

    // What is refused may be what a terminal must not receive.
    private static string Visible(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => IsAllowed(rune) || rune.Value == '\t' ? rune.ToString() : "\uFFFD"));

    private static int Elements(ReadOnlySpan<char> text)
    {
        int count = 0;
        for (; !text.IsEmpty; count++)
        {
            text = text[StringInfo.GetNextTextElementLength(text)..];
        }

        return count;
    }

    private void Check()
    {
        ReadOnlySpan<char> rest = Text;
        while (!rest.IsEmpty)
        {
            int offset = Text.Length - rest.Length;
            bool isRune = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            bool isBreak = rune.Value is '\t' or '\n' || (rune.Value == '\r' && rest.StartsWith("\r\n"));
            if (!isRune || (!isBreak && !IsAllowed(rune)))
            {
                int code = isRune ? rune.Value : rest[0];
                throw Unexpected(offset, $"the character U+{code:X4}", "text without control, format or unassigned characters");
            }

            rest = rest[length..];
        }
    }

    private static bool IsAllowed(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
