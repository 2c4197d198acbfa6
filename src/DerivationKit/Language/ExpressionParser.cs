using System.Collections.Immutable;

namespace DerivationKit.Language;

/// <summary>Reads expressions, claims and facts: first their form, then what it means in a scope.</summary>
internal sealed class ExpressionParser(SourceText source, TokenReader words, Scope scope, bool endsAtLineBreak = false)
{
    private readonly SyntaxParser syntax = new(source, words, scope, endsAtLineBreak);

    public ExpressionParser(SourceText source, Scope scope)
        : this(source, new TokenReader(source), scope)
    {
    }

    /// <summary>An expression; it ends where no operator follows.</summary>
    public Expr Expression() => new Elaborator(source, scope).Elaborate([syntax.Expression()])[0];

    /// <summary>The whole text as one expression.</summary>
    public Expr ParseExpression()
    {
        Syntax whole = syntax.Expression();
        ExpectEnd();
        return new Elaborator(source, scope).Elaborate([whole])[0];
    }

    /// <summary>The whole text as left == right.</summary>
    public Claim ParseClaim()
    {
        (Syntax left, Token equality, Syntax right) = Sides();
        return new Elaborator(source, scope).Claim(left, equality, right);
    }

    /// <summary>Facts, separated by commas.</summary>
    public ImmutableArray<Fact> Facts() => [.. syntax.Facts().SelectMany(fact => new Elaborator(source, scope).Elaborate(fact))];

    /// <summary>The whole text as facts, separated by commas.</summary>
    public ImmutableArray<Fact> ParseFacts()
    {
        ImmutableArray<Fact> facts = Facts();
        ExpectEnd();
        return facts;
    }

    /// <summary>The names that an expression or a claim uses without their being declared, with kinds by their letters.</summary>
    public Scope ParseAndInfer()
    {
        Syntax left = syntax.Expression();
        ImmutableArray<Syntax> sides = words.TryTake("==") ? [left, syntax.Expression()] : [left];
        ExpectEnd();
        return new ShapeInference(source, scope).Declare(sides);
    }

    private (Syntax Left, Token Equality, Syntax Right) Sides()
    {
        if (words.Current.Kind == TokenKind.End)
        {
            throw words.Unexpected("a claim", TokenReader.ClaimForm);
        }

        Syntax left = syntax.Expression();
        Token equality = words.Current;
        if (!words.TryTake("=="))
        {
            throw words.Unexpected("an operator or '=='", equality.Kind == TokenKind.End ? TokenReader.ClaimForm : "");
        }

        Syntax right = syntax.Expression();
        ExpectEnd();
        return (left, equality, right);
    }

    private void ExpectEnd()
    {
        if (words.Current.Kind != TokenKind.End)
        {
            throw words.Unexpected("an operator or the end of the text");
        }
    }
}
