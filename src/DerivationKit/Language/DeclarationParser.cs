using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Reads declarations, abbreviations and facts, one a line or separated by semicolons.</summary>
internal sealed class DeclarationParser(SourceText source, Scope outer)
{
    private const string AKind = "scalar, vector(n), row(n), matrix(m,n) or dimension";

    private readonly TokenReader words = new(source);
    private Scope scope = outer;

    public Scope Parse()
    {
        while (words.Current.Kind != TokenKind.End)
        {
            if (words.TryTake(";"))
            {
                continue;
            }

            Item();
            Token next = words.Current;
            if (next.Kind != TokenKind.End && !next.AfterLineBreak && !next.Is(";"))
            {
                throw words.Unexpected("';' or a new line");
            }
        }

        return scope;
    }

    /// <summary>The text as the type of one variable: a kind and its properties.</summary>
    public Scope ParseType(string name)
    {
        Token place = new(TokenKind.Name, name, 0, 0, false);
        Declare([place]);
        return words.Current.Kind == TokenKind.End ? scope : throw words.Unexpected("a property or the end of the text");
    }

    private void Item()
    {
        if (words.Current.IsName(Names.Let))
        {
            words.Take();
            Abbreviation();
        }
        else if (words.Current.IsName(Names.Given))
        {
            words.Take();
            scope = scope.Assume(new ExpressionParser(source, words, scope, endsAtLineBreak: true).Facts());
        }
        else
        {
            Declaration();
        }
    }

    private void Abbreviation()
    {
        Token name = words.Take(TokenKind.Name, "the name of an abbreviation");
        words.Take("=");
        Expr value = new ExpressionParser(source, words, scope, endsAtLineBreak: true).Expression();
        Add(name, scope => scope.With(name.Text, value));
    }

    // name, name: kind property property
    private void Declaration()
    {
        List<Token> names = [words.Take(TokenKind.Name, "a name to declare, let or given")];
        while (words.TryTake(","))
        {
            names.Add(words.Take(TokenKind.Name, "a name to declare"));
        }

        words.Take(":");
        Declare(names);
    }

    private void Declare(List<Token> names)
    {
        Token kind = words.Take(TokenKind.Name, AKind);
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
        "matrix" when Axes(kind, 2) is [Axis rows, Axis columns] => Shape.Matrix(rows, columns),
        _ => throw source.Unexpected(
            kind.Start, $"'{kind.Text}'", AKind, Suggestions.ForName(kind.Text, Names.Kinds)),
    };

    private ImmutableArray<Axis> Axes(Token kind, int count)
    {
        words.Take("(");
        var axes = ImmutableArray.CreateBuilder<Axis>(count);
        axes.Add(Axis());
        while (axes.Count < count)
        {
            words.Take(",");
            axes.Add(Axis());
        }

        words.Take(")", $"')', because {kind.Text} has {count} {(count == 1 ? "dimension" : "dimensions")}");
        return axes.MoveToImmutable();
    }

    // A dimension, or a product of some, the slow ones first.
    private Axis Axis()
    {
        Axis axis = Factor();
        while (words.TryTake("*"))
        {
            axis *= Factor();
        }

        return axis;
    }

    private Dimension Factor()
    {
        Token token = words.Current;
        if (token.Kind == TokenKind.Number)
        {
            words.Take();
            return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
                ? Dimension.Of(size)
                : throw source.Unexpected(token.Start, $"'{Shown.Of(token.Text)}'", "a dimension: a name or a positive whole number");
        }

        words.Take(TokenKind.Name, "a dimension: a name or a positive whole number");
        Dimension factor = Dimension.Named(token.Text);
        Add(token, scope => scope.With(factor));
        return factor;
    }

    private ImmutableArray<Property> Properties(Token name, Shape shape)
    {
        ImmutableArray<Property> properties = [];
        while (words.Current is { Kind: TokenKind.Name, AfterLineBreak: false } token)
        {
            if (!Names.Properties.TryGetValue(token.Text, out Property property))
            {
                throw source.Unexpected(
                    token.Start, $"'{Shown.Of(token.Text)}'", $"a property: {string.Join(", ", Names.Properties.Keys.Order())}",
                    Suggestions.ForName(token.Text, Names.Properties.Keys));
            }

            words.Take();
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
}
