namespace DerivationKit.Language;

/// <summary>The words of a text, read one ahead, and what is said where another word should stand.</summary>
internal sealed class TokenReader
{
    /// <summary>What a claim looks like.</summary>
    public const string ClaimForm = "a claim is written left == right";

    /// <summary>What else is no claim.</summary>
    public const string OnlyEqualities = "only an equality left == right can be claimed";

    private readonly SourceText source;
    private readonly Lexer lexer;

    public TokenReader(SourceText source)
    {
        this.source = source;
        lexer = new(source);
        Current = lexer.Read();
    }

    /// <summary>The next word, not taken yet.</summary>
    public Token Current { get; private set; }

    /// <summary>Where the last taken word ended.</summary>
    public int LastEnd { get; private set; }

    /// <summary>Takes the next word.</summary>
    public Token Take()
    {
        Token taken = Current;
        LastEnd = taken.End;
        Current = lexer.Read();
        return taken;
    }

    /// <summary>Takes the next word if it is that symbol.</summary>
    public bool TryTake(string symbol)
    {
        bool found = Current.Is(symbol);
        if (found)
        {
            Take();
        }

        return found;
    }

    /// <summary>Takes a symbol that has to come.</summary>
    public void Take(string symbol, string expected = "")
    {
        if (!TryTake(symbol))
        {
            throw Unexpected(expected.Length > 0 ? expected : $"'{symbol}'");
        }
    }

    /// <summary>Takes a word of a kind that has to come.</summary>
    public Token Take(TokenKind kind, string expected) => Current.Kind == kind ? Take() : throw Unexpected(expected);

    /// <summary>Something else should stand here.</summary>
    public SyntaxException Unexpected(string expected, string suggestion = "") => source.Unexpected(
        Current.Start, Shown.Of(source, Current), expected, suggestion.Length > 0 ? suggestion : Habit(expected));

    // What people of other habits write.
    private string Habit(string expected) => (expected.StartsWith("an operator"), Current) switch
    {
        (true, { Kind: TokenKind.Name or TokenKind.Number } or { Text: "(" }) => "write * for a product",
        (true, { Text: "=" }) => ClaimForm,
        (true, { Text: "==" }) => "only a claim or a fact compares two sides, and only once",
        (true, { Kind: TokenKind.Symbol, Text: var text }) when Names.Relations.ContainsKey(text) => OnlyEqualities,
        (false, { Text: "*", Start: > 0 }) when source.Text[Current.Start - 1] == '*' => "write ^ for a power",
        _ => "",
    };
}
