namespace DerivationKit.Language;

internal enum TokenKind
{
    End,
    Number,
    Name,
    Quotation,
    Symbol,

    /// <summary>A raised number such as ² or ⁻¹; its text is in ordinary digits.</summary>
    Superscript,
}

/// <summary>A word of the text. A symbol's text is its canonical spelling, so that ⊙ reads as .* and every transpose as '.</summary>
/// <param name="Kind">What kind of word it is.</param>
/// <param name="Text">The word; of a quotation, what stands between the quotes.</param>
/// <param name="Start">Where it begins; for the end of the text, where the last word ended.</param>
/// <param name="End">Where the text goes on after it.</param>
/// <param name="AfterLineBreak">Whether it is the first word of its line.</param>
internal sealed record Token(TokenKind Kind, string Text, int Start, int End, bool AfterLineBreak)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;
}
