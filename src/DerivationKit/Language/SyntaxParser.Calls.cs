using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <content>Names and function calls.</content>
internal sealed partial class SyntaxParser
{
    private Syntax Named(Token name)
    {
        bool isCall = words.Current.Is("(") && Next.Kind != TokenKind.End;
        if (scope.Find(name.Text) is { } symbol)
        {
            return isCall
                ? throw words.Unexpected($"an operator after {symbol.Describe()}", "write * for a product")
                : new Syntax.Name(name);
        }

        if (Names.IsFunction(name.Text) || (isCall && Names.IsFitting(name.Text)))
        {
            return isCall ? Call(name)
                : name.Text == Names.Eye ? new Syntax.Fitting(name, name.End)
                : throw words.Unexpected($"'(' after the function {name.Text}");
        }

        string shown = $"'{name.Text}'";
        return isCall
            ? throw source.Refused(
                name.Start, shown, $"found {shown}, which is not among the operators", Suggestions.ForFunction(name.Text, Names.Functions))
            : new Syntax.Name(name);
    }

    private Syntax Call(Token name)
    {
        Enter(name);
        words.Take("(");
        Func<int, Syntax> finish =
            Names.DerivativeForms.Contains(name.Text) ? Differentiation(name)
            : name.Text == Names.SquareRoot || Names.IsFitting(name.Text) ? OneArgument(name)
            : OperatorCall(name);
        Close($"{name.Text}(...)", words.Current.Is(",") ? TooMany(name) : words.Current.Is("=") ? Suggestions.ForAxis(name.Text, Names.Functions) : "");
        return Checked(finish(words.LastEnd));
    }

    private static string TooMany(Token name)
    {
        string axis = Suggestions.ForAxis(name.Text, Names.Functions);
        return axis.Length > 0 || !OperatorTable.TryFind(name.Text, out OperatorFamily? family) || family.Arity < 1
            ? axis
            : $"{name.Text} takes {family.Arity} {(family.Arity == 1 ? "argument" : "arguments")}";
    }

    private Func<int, Syntax> OneArgument(Token name)
    {
        Syntax argument = Sum();
        return end => name.Text == Names.SquareRoot
            ? new Syntax.Call(name, end, null, [], "", [argument])
            : new Syntax.Fitting(name, end, argument);
    }

    private Func<int, Syntax> OperatorCall(Token name)
    {
        OperatorFamily family = OperatorTable.TryFind(name.Text, out OperatorFamily? found) ? found : throw new InvalidOperationException(name.Text);
        int sizes = family.ParameterKind == ParameterKind.Size ? family.ParameterCounts[^1] : 0;
        int numbers = family.ParameterKind == ParameterKind.Number ? 1 : 0;
        string quotation = family.ParameterKind == ParameterKind.Text
            ? words.Take(TokenKind.Quotation, "a text in quotes, such as \"ij,jk->ik\"").Text
            : "";
        List<Syntax> dimensions = [];
        while (sizes > 0 && (dimensions.Count == 0 || (words.Current.Is(",") && dimensions.Count < sizes)))
        {
            Separate(dimensions.Count, name);
            dimensions.Add(Sum());
        }

        int before = dimensions.Count + (family.ParameterKind == ParameterKind.Text ? 1 : 0);
        List<Syntax> arguments = [];
        while (family.Arity < 0 ? words.Current.Is(",") : arguments.Count < family.Arity + numbers || TakesMore(ref family))
        {
            Separate(before + arguments.Count, name);
            arguments.Add(Sum());
        }

        return end => new Syntax.Call(name, end, family, [.. dimensions], quotation, [.. arguments]);
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

    // ‖x‖, perhaps with an index that touches the bar
    private Syntax.Norm Norm(Token open)
    {
        Enter(open);
        Syntax inner = Sum();
        Close("'‖'", "", "‖");
        Token index = words.Current;
        bool isIndexed = index is { Kind: TokenKind.Name, Text: "_1" or "_2" or "_F" } && index.Start == words.LastEnd;
        return Checked(new Syntax.Norm(open, words.LastEnd, isIndexed ? words.Take().Text : "", inner));
    }
}
