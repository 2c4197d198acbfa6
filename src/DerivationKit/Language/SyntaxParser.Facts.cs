using System.Collections.Immutable;

namespace DerivationKit.Language;

/// <content>Facts: symmetric(X), nonzero(det(A)), m &lt; n, x &gt; 0, A*v == l*v.</content>
internal sealed partial class SyntaxParser
{
    private const string AFact = "a fact such as symmetric(X), A*v == l*v or m < n";

    /// <summary>Facts, separated by commas.</summary>
    public ImmutableArray<FactSyntax> Facts()
    {
        var facts = ImmutableArray.CreateBuilder<FactSyntax>();
        do
        {
            Token start = words.Current;
            facts.Add(IsPropertyCall(start) ? Property(words.Take()) : Relation(start));
        }
        while (words.TryTake(","));
        return facts.ToImmutable();
    }

    // A variable is never followed by a bracket, so that one may bear the name of a property.
    private bool IsPropertyCall(Token token) =>
        token.Kind == TokenKind.Name && Names.Properties.ContainsKey(token.Text)
        && source.Text.AsSpan(token.End).TrimStart().StartsWith("(");

    private FactSyntax Property(Token name)
    {
        Enter(name);
        words.Take("(");
        Syntax subject = Sum();
        Close($"{name.Text}(...)");
        return new(name, name, [subject]);
    }

    private FactSyntax Relation(Token start)
    {
        if (start.Kind == TokenKind.Name && scope.Find(start.Text) is null && !Names.IsReserved(start.Text))
        {
            string guess = Suggestions.ForName(start.Text, Names.Properties.Keys.Concat(scope.KnownNames));
            throw words.Unexpected(AFact, guess.Length > 0 ? guess : $"the properties are {string.Join(", ", Names.Properties.Keys.Order())}");
        }

        Syntax left = Sum();
        Token relation = words.Current;
        if (relation.Kind != TokenKind.Symbol || !Names.Relations.ContainsKey(relation.Text))
        {
            throw words.Unexpected("an operator, or ==, <, >, <=, >= or != to make a fact");
        }

        words.Take();
        return new(start, relation, [left, Sum()]);
    }
}
