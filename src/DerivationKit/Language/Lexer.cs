using System.Globalization;

namespace DerivationKit.Language;

/// <summary>Cuts a text into words.</summary>
internal sealed class Lexer(SourceText source)
{
    private const int MaximumName = 100;
    private const int MaximumNumber = 10_000;
    private const int MaximumExponent = 1_000;
    private const int MaximumExponentDigits = 4;
    private const int MaximumQuotation = 1_000;

    // A longer spelling stands before its own beginning. T is a transpose only if no name goes on after it.
    private static readonly (string Spelling, string Symbol)[] Symbols =
    [
        ("^⊤", "'"), ("^ᵀ", "'"), ("^T", "'"), (".T", "'"), ("ᵀ", "'"), ("⊤", "'"), ("'", "'"),
        (".*", ".*"), ("./", "./"), (".^", ".^"), ("⊙", ".*"), ("⊘", "./"),
        ("∘", ".*"),
        ("*", "*"), ("·", "*"), ("⋅", "*"), ("×", "*"), ("∗", "*"), ("@", "*"), ("/", "/"), ("÷", "/"), ("^", "^"),
        ("+", "+"), ("-", "-"), ("−", "-"), ("==", "=="), ("=", "="),
        ("<=", "<="), (">=", ">="), ("!=", "!="), ("≤", "<="), ("≥", ">="), ("≠", "!="), ("<", "<"), (">", ">"),
        ("(", "("), (")", ")"), (",", ","), (":", ":"), (";", ";"), ("‖", "‖"),
    ];

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly string text = source.Text;
    private int offset;

    private ReadOnlySpan<char> Rest => text.AsSpan(offset);

    /// <summary>The next word.</summary>
    public Token Read()
    {
        int before = offset;
        bool afterLineBreak = SkipBlanks();
        int start = offset;
        if (start == text.Length)
        {
            return new(TokenKind.End, "", before, before, afterLineBreak);
        }

        int name = Names.Length(Rest);
        (TokenKind kind, string word) = text[start] switch
        {
            _ when name > 0 => (TokenKind.Name, Name(name)),
            >= '0' and <= '9' => (TokenKind.Number, Number()),
            '"' => (TokenKind.Quotation, Quotation()),
            _ when Superscript() is { Length: > 0 } exponent => (TokenKind.Superscript, exponent),
            _ => (TokenKind.Symbol, Symbol()),
        };
        return new(kind, word, start, offset, afterLineBreak);
    }

    private bool SkipBlanks()
    {
        bool lineBreak = false;
        for (; offset < text.Length && char.IsWhiteSpace(text[offset]); offset++)
        {
            lineBreak |= text[offset] == '\n';
        }

        return lineBreak;
    }

    private string Name(int length) => length <= MaximumName
        ? Advance(length)
        : throw source.Unexpected(offset, $"a name of {length} characters", $"at most {MaximumName}");

    private string Advance(int length)
    {
        offset += length;
        return text[(offset - length)..offset];
    }

    // digits [. digits] [e [+-] digits]; 2.*x is 2 .* x, and 2exp(x) is 2 before a name.
    private string Number()
    {
        int start = offset;
        SkipDigits(0);
        if (Rest.StartsWith(".") && DigitAt(1))
        {
            SkipDigits(1);
        }

        int sign = Rest.Length > 1 && Rest[1] is '+' or '-' ? 1 : 0;
        if (!Rest.IsEmpty && Rest[0] is 'e' or 'E' && DigitAt(1 + sign))
        {
            ReadOnlySpan<char> digits = text.AsSpan(offset + 1 + sign, SkipDigits(1 + sign));
            if (!int.TryParse(digits, out int exponent) || exponent > MaximumExponent)
            {
                throw source.Unexpected(start, "a number with a large exponent", $"an exponent of at most {MaximumExponent}");
            }
        }

        return offset - start <= MaximumNumber
            ? text[start..offset]
            : throw source.Unexpected(start, $"a number of {offset - start} characters", $"at most {MaximumNumber}");
    }

    private bool DigitAt(int ahead) => offset + ahead < text.Length && char.IsAsciiDigit(text[offset + ahead]);

    private int SkipDigits(int before)
    {
        offset += before;
        int start = offset;
        while (DigitAt(0))
        {
            offset++;
        }

        return offset - start;
    }

    // ² or ⁻¹, in ordinary digits; empty if none stands here.
    private string Superscript()
    {
        int sign = Rest[0] == '⁻' ? 1 : 0;
        int digits = 0;
        while (sign + digits < Rest.Length && Superscripts.Contains(Rest[sign + digits]))
        {
            digits++;
        }

        return digits switch
        {
            0 => "",
            > MaximumExponentDigits => throw source.Unexpected(offset, $"an exponent of {digits} digits", $"at most {MaximumExponentDigits}"),
            _ => $"{(sign > 0 ? "-" : "")}{string.Concat(Advance(sign + digits)[sign..].Select(c => Superscripts.IndexOf(c)))}",
        };
    }

    private string Quotation()
    {
        int length = Rest[1..].IndexOfAny('"', '\n');
        if (length < 0 || Rest[1 + length] == '\n' || length > MaximumQuotation)
        {
            throw source.Unexpected(offset, "an opening \"", $"a closing \" on the same line, at most {MaximumQuotation} characters later");
        }

        return Advance(length + 2)[1..^1];
    }

    // What follows a dot that joins two names: T, or linalg.inv.
    private string? DottedName()
    {
        int start = offset;
        while (start > 0 && Names.GoesOn(text.AsSpan(start - 1)))
        {
            start--;
        }

        int end = offset;
        while (end < text.Length && text[end] == '.' && Names.Length(text.AsSpan(end + 1)) is > 0 and var length)
        {
            end += 1 + length;
        }

        return end > offset && Names.IsName(text[start..offset]) ? text[(offset + 1)..end] : null;
    }

    private string Symbol()
    {
        foreach ((string spelling, string symbol) in Symbols)
        {
            if (Rest.StartsWith(spelling) && !(spelling[^1] == 'T' && Names.GoesOn(Rest[spelling.Length..])))
            {
                offset += spelling.Length;
                return symbol;
            }
        }

        string character = StringInfo.GetNextTextElement(text, offset);
        throw source.Unexpected(
            offset, $"'{Shown.Of(character)}'", "a number, a name or an operator",
            DottedName() is { } name ? Suggestions.ForDottedName(name) : Suggestions.ForCharacter(text[offset]));
    }
}
