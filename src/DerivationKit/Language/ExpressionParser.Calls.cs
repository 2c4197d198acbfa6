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
            return words.Current.Is("(") && Next.Kind != TokenKind.End
                ? throw words.Unexpected($"an operator after {symbol.Describe()}", "write * for a product")
                : new(ValueOf(symbol), name.Start, name.End);
        }

        bool isCall = words.Current.Is("(");
        if (Names.DerivativeForms.Contains(name.Text) || name.Text == Names.SquareRoot || OperatorTable.TryFind(name.Text, out _))
        {
            return isCall ? Call(name) : throw words.Unexpected($"'(' after the function {name.Text}");
        }

        string shown = $"'{name.Text}'";
        throw isCall
            ? source.Refused(name.Start, shown, $"found {shown}, which is not among the operators", Suggestions.ForFunction(name.Text, Names.Functions))
            : source.Unexpected(name.Start, shown, "a declared name", SuggestionFor(name));
    }

    private string SuggestionFor(Token name)
    {
        string stem = name.Text.TrimEnd('′');
        return (scope.FindAlike(name.Text), Suggestions.ForName(name.Text, scope.KnownNames)) switch
        {
            _ when stem.Length < name.Text.Length && scope.Find(stem) is not null => $"write {stem}' for the transpose",
            ({ } alike, _) => $"did you mean {alike.Name}?",
            (_, "") => $"declare it first, as in {name.Text}: scalar, or as vector(n), matrix(n,d) or dimension",
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
        words.Take("(");
        Expr value = name.Text switch
        {
            Names.SquareRoot => SquareRoot(name),
            _ when Names.DerivativeForms.Contains(name.Text) => DerivativeForm(name),
            _ => OperatorCall(name),
        };
        Close($"{name.Text}(...)", words.Current.Is(",") ? Suggestions.ForAxis(name.Text, Names.Functions) : "");
        return new(value, name.Start, words.LastEnd);
    }

    private Expr SquareRoot(Token name)
    {
        Operand argument = Sum();
        return At(name, [argument.Value.Shape], () => Expr.Sqrt(argument.Value));
    }

    private Expr OperatorCall(Token name)
    {
        OperatorFamily family = OperatorTable.TryFind(name.Text, out OperatorFamily? found) ? found : throw new InvalidOperationException(name.Text);
        int sizes = family.ParameterKind == ParameterKind.Size ? family.ParameterCounts.Max() : 0;
        ImmutableArray<Parameter> parameters = family.ParameterKind == ParameterKind.Text ? [Quotation()] : [];
        while (sizes > 0 && (parameters.IsEmpty || (words.Current.Is(",") && parameters.Length < sizes)))
        {
            Separate(parameters.Length, name);
            parameters = parameters.Add(Size());
        }

        List<Operand> arguments = [];
        while (family.Arity < 0 ? words.Current.Is(",") : arguments.Count < family.Arity || TakesMore(ref family))
        {
            Separate(parameters.Length + arguments.Count, name);
            arguments.Add(Sum());
        }

        if (family.ParameterKind == ParameterKind.Number)
        {
            Separate(arguments.Count, name);
            parameters = [OperatorSyntax.Exponent(ConstantExponent())];
        }

        return Apply(name, At(name, [], () => family.Create(parameters)), [.. arguments]).Value;
    }

    // Another argument makes an overload of what is complete without it.
    private bool TakesMore(ref OperatorFamily family)
    {
        if (!words.Current.Is(",") || !OperatorTable.TryFindOverload(family.Name, family.Arity + 1, out OperatorFamily? longer))
        {
            return false;
        }

        family = longer;
        return true;
    }

    // The comma before every argument but the first.
    private void Separate(int position, Token name)
    {
        if (position > 0)
        {
            words.Take(",", $"',' and argument {position + 1} of {name.Text}");
        }
    }

    private Parameter.Text Quotation() => new(words.Take(TokenKind.Quotation, "a text in quotes, such as \"ij,jk->ik\"").Text);

    // n, 3 or n*m
    private Parameter.Size Size()
    {
        Axis axis = Factor();
        while (words.TryTake("*"))
        {
            axis *= Factor();
        }

        return new(axis);
    }

    private Dimension Factor()
    {
        Token token = words.Current;
        if (token.Kind == TokenKind.Number && int.TryParse(token.Text, out int size) && size > 0)
        {
            words.Take();
            return Dimension.Of(size);
        }

        if (token.Kind == TokenKind.Name && scope.Find(token.Text) is Symbol.Size { Dimension: var dimension })
        {
            words.Take();
            return dimension;
        }

        string guess = token.Kind == TokenKind.Name ? Suggestions.ForName(token.Text, scope.Dimensions.Select(d => d.Text)) : "";
        bool isNew = token.Kind == TokenKind.Name && guess.Length == 0 && scope.Find(token.Text) is null;
        throw words.Unexpected(
            "a dimension: the name of one that is declared, or a positive whole number",
            isNew ? $"declare it by use in a shape, or as {token.Text}: dimension" : guess);
    }
}
