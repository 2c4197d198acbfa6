using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <content>Names and function calls.</content>
internal sealed partial class ExpressionParser
{
    private Operand Named(Token name)
    {
        if (scope.Find(name.Text) is { } symbol)
        {
            return lexer.Current.Is("(") && Next.Kind != TokenKind.End
                ? throw Unexpected($"an operator after {symbol.Describe()}", "write * for a product")
                : new(ValueOf(symbol), name.Start, name.End);
        }

        bool isCall = lexer.Current.Is("(");
        if (Names.DerivativeForms.Contains(name.Text) || name.Text == Names.SquareRoot || OperatorTable.TryFind(name.Text, out _))
        {
            return isCall ? Call(name) : throw Unexpected($"'(' after the function {name.Text}");
        }

        throw source.Unexpected(name.Start, $"'{name.Text}'", isCall ? "a function" : "a declared name", SuggestionFor(name, isCall));
    }

    private string SuggestionFor(Token name, bool isCall)
    {
        if (isCall)
        {
            return Suggestions.ForFunction(name.Text, Names.Functions);
        }

        string stem = name.Text.TrimEnd('′');
        return (scope.FindAlike(name.Text), Suggestions.ForName(name.Text, scope.KnownNames)) switch
        {
            _ when stem.Length < name.Text.Length && scope.Find(stem) is not null => $"write {stem}' for the transpose",
            ({ } alike, _) => $"did you mean {alike.Name}?",
            (_, "") => $"declare it first, as in {name.Text}: matrix(n,d), or {name.Text}: dimension for a dimension",
            (_, var guess) => guess,
        };
    }

    private static Expr ValueOf(Symbol symbol) => symbol switch
    {
        Symbol.Declared declared => declared.Variable,
        Symbol.Abbreviation abbreviation => abbreviation.Value,
        Symbol.Size size => Expr.Size(size.Dimension),
        _ => throw new ArgumentOutOfRangeException(nameof(symbol)),
    };

    private Operand Call(Token name)
    {
        Enter(name);
        Take("(");
        Expr value = name.Text switch
        {
            Names.SquareRoot => SquareRoot(name),
            _ when Names.DerivativeForms.Contains(name.Text) => DerivativeForm(name),
            _ => OperatorCall(name),
        };
        Close($"{name.Text}(...)");
        return new(value, name.Start, lexer.LastEnd);
    }

    private Expr SquareRoot(Token name)
    {
        Operand argument = Sum();
        return At(name, [argument.Value.Shape], () => Expr.Sqrt(argument.Value));
    }

    private Expr OperatorCall(Token name)
    {
        OperatorTable.TryFind(name.Text, out OperatorFamily? family);
        int sizes = family!.ParameterKind == ParameterKind.Size ? family.ParameterCounts.Max() : 0;
        ImmutableArray<Parameter> parameters = family.ParameterKind == ParameterKind.Text ? [Quotation()] : [];
        while (sizes > 0 && (parameters.IsEmpty || (lexer.Current.Is(",") && parameters.Length < sizes)))
        {
            Separate(parameters.Length, name);
            parameters = parameters.Add(Size());
        }

        List<Operand> arguments = [];
        int before = parameters.Length;
        while (family.Arity < 0 ? lexer.Current.Is(",") : arguments.Count < family.Arity)
        {
            Separate(before + arguments.Count, name);
            arguments.Add(Sum());
        }

        if (family.ParameterKind == ParameterKind.Number)
        {
            Separate(arguments.Count, name);
            parameters = [OperatorSyntax.Exponent(Exponent())];
        }

        return Apply(name, At(name, [], () => family.Create(parameters)), [.. arguments]).Value;
    }

    // The comma before every argument but the first.
    private void Separate(int position, Token name)
    {
        if (position > 0)
        {
            Take(",", $"',' and argument {position + 1} of {name.Text}");
        }
    }

    private Parameter.Text Quotation() => lexer.Current.Kind == TokenKind.Quotation
        ? new(lexer.Take().Text)
        : throw Unexpected("a text in quotes, such as \"ij,jk->ik\"");

    private Parameter.Size Size()
    {
        Token token = lexer.Current;
        if (token.Kind == TokenKind.Number && int.TryParse(token.Text, out int size) && size > 0)
        {
            lexer.Take();
            return new(Dimension.Of(size));
        }

        if (token.Kind == TokenKind.Name && scope.Find(token.Text) is Symbol.Size { Dimension: var dimension })
        {
            lexer.Take();
            return new(dimension);
        }

        throw Unexpected(
            "a dimension: the name of one that is declared, or a positive whole number",
            token.Kind == TokenKind.Name ? Suggestions.ForName(token.Text, scope.Dimensions.Select(d => d.Text)) : "");
    }
}
