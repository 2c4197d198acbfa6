using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Reads declarations and abbreviations, one a line or separated by semicolons.</summary>
internal sealed class DeclarationParser(SourceText source, Scope outer)
{
    private readonly Lexer lexer = new(source);
    private Scope scope = outer;

    public Scope Parse()
    {
        while (lexer.Current.Kind != TokenKind.End)
        {
            if (lexer.Current.Is(";"))
            {
                lexer.Take();
                continue;
            }

            Item();
            Token next = lexer.Current;
            if (next is not { Kind: TokenKind.End } and not { AfterLineBreak: true } && !next.Is(";"))
            {
                throw Unexpected("';' or a new line");
            }
        }

        return scope;
    }

    private void Item()
    {
        if (lexer.Current.IsName(Names.Let))
        {
            lexer.Take();
            Abbreviation();
        }
        else
        {
            Declaration();
        }
    }

    private void Abbreviation()
    {
        Token name = Take(TokenKind.Name, "the name of an abbreviation");
        TakeSymbol("=");
        Expr value = new ExpressionParser(source, lexer, scope).ParseLine();
        Add(name, scope => scope.With(name.Text, value));
    }

    // name, name: kind property property
    private void Declaration()
    {
        List<Token> names = [Take(TokenKind.Name, "a name to declare, or let")];
        while (lexer.Current.Is(","))
        {
            lexer.Take();
            names.Add(Take(TokenKind.Name, "a name to declare"));
        }

        TakeSymbol(":");
        Token kind = Take(TokenKind.Name, "scalar, vector(n), row(n), matrix(m,n) or dimension");
        if (kind.Text == "dimension")
        {
            names.ForEach(name => Add(name, scope => scope.With(Dimension.Named(name.Text))));
            return;
        }

        Shape shape = ShapeOf(kind);
        ImmutableArray<Property> properties = Properties(names[0], shape);
        names.ForEach(name => Add(name, scope => scope.With(Expr.Variable(name.Text, shape, properties))));
    }

    private Shape ShapeOf(Token kind) => kind.Text switch
    {
        "scalar" => Shape.Scalar,
        "vector" => Shape.Vector(Axes(kind, 1)[0]),
        "row" => Shape.Vector(Axes(kind, 1)[0]).Transposed,
        "matrix" when Axes(kind, 2) is [Dimension rows, Dimension columns] => Shape.Matrix(rows, columns),
        _ => throw source.Unexpected(
            kind.Start, $"'{kind.Text}'", "scalar, vector(n), row(n), matrix(m,n) or dimension", Suggestions.ForName(kind.Text, Names.Kinds)),
    };

    private ImmutableArray<Dimension> Axes(Token kind, int count)
    {
        TakeSymbol("(");
        var axes = ImmutableArray.CreateBuilder<Dimension>(count);
        axes.Add(Axis());
        while (axes.Count < count)
        {
            TakeSymbol(",");
            axes.Add(Axis());
        }

        if (!lexer.Current.Is(")"))
        {
            throw Unexpected($"')', because {kind.Text} has {count} {(count == 1 ? "dimension" : "dimensions")}");
        }

        lexer.Take();
        return axes.MoveToImmutable();
    }

    private Dimension Axis()
    {
        Token token = lexer.Current;
        if (token.Kind == TokenKind.Number)
        {
            lexer.Take();
            return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
                ? Dimension.Of(size)
                : throw source.Unexpected(token.Start, $"'{Shown.Of(token.Text)}'", "a dimension: a name or a positive whole number");
        }

        Take(TokenKind.Name, "a dimension: a name or a positive whole number");
        Dimension axis = Dimension.Named(token.Text);
        Add(token, scope => scope.With(axis));
        return axis;
    }

    private ImmutableArray<Property> Properties(Token name, Shape shape)
    {
        ImmutableArray<Property> properties = [];
        while (lexer.Current is { Kind: TokenKind.Name, AfterLineBreak: false } token)
        {
            if (!Names.Properties.TryGetValue(token.Text, out Property property))
            {
                throw source.Unexpected(
                    token.Start, $"'{Shown.Of(token.Text)}'", $"a property: {string.Join(", ", Names.Properties.Keys.Order())}",
                    Suggestions.ForName(token.Text, Names.Properties.Keys));
            }

            lexer.Take();
            properties = properties.Add(property);
            try
            {
                Expr.Variable(name.Text, shape, properties);
            }
            catch (ShapeException exception)
            {
                throw source.Misshapen(token.Start, $"{shape} {token.Text}", exception.Message);
            }
        }

        return properties;
    }

    private void Add(Token name, Func<Scope, Scope> declare)
    {
        try
        {
            scope = declare(scope);
        }
        catch (ArgumentException exception)
        {
            throw source.Refused(name.Start, $"'{Shown.Of(name.Text)}'", exception.Message);
        }
    }

    private Token Take(TokenKind kind, string expected) =>
        lexer.Current.Kind == kind ? lexer.Take() : throw Unexpected(expected);

    private void TakeSymbol(string symbol)
    {
        if (!lexer.Current.Is(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }

        lexer.Take();
    }

    private SyntaxException Unexpected(string expected) =>
        source.Unexpected(lexer.Current.Start, Shown.Of(source, lexer.Current), expected);
}
