using System.Collections.Immutable;

namespace DerivationKit.Language;

/// <content>Derivatives, which bind a variable in their first argument.</content>
internal sealed partial class SyntaxParser
{
    private Func<int, Syntax> Differentiation(Token name)
    {
        Syntax body = Sum();
        words.Take(",", $"',' and the variable of {name.Text}");
        List<Binding> bindings = [];
        List<Syntax> directions = [];
        Token? set = null;
        switch (name.Text)
        {
            case "along":
                Velocities(bindings, directions);
                break;
            case "mixed":
                bindings.Add(new(Variable(), null));
                words.Take(",", "',' and the variable of the columns");
                bindings.Add(new(Variable(), null));
                break;
            case "jvp" or "hvp":
                bindings.Add(Bind());
                words.Take(",", $"',' and a direction in the shape of {bindings[0].Variable.Token.Text}");
                directions.Add(Sum());
                break;
            default:
                bindings.Add(Bind());
                set = name.Text == "grad" && words.TryTake(",") ? Set() : null;
                break;
        }

        return end => new Syntax.Differentiation(name, end, body, [.. bindings], [.. directions], set);
    }

    private void Velocities(List<Binding> bindings, List<Syntax> directions)
    {
        do
        {
            Syntax.Bound variable = Variable();
            if (bindings.Any(b => b.Variable.Token.Text == variable.Token.Text))
            {
                throw source.Refused(
                    variable.Start, $"'{variable.Token.Text}'", $"the velocity of {variable.Token.Text} is given already");
            }

            words.Take(",", $"',' and the velocity of {variable.Token.Text}");
            bindings.Add(new(variable, null));
            directions.Add(Sum());
        }
        while (words.TryTake(","));
    }

    private Binding Bind()
    {
        Syntax.Bound variable = Variable();
        return new(variable, words.TryTake("=") ? Sum() : null);
    }

    private Syntax.Bound Variable() => new(words.Take(TokenKind.Name, "a declared variable"));

    private Token Set()
    {
        if (!words.Current.IsName("on"))
        {
            throw words.Unexpected("on: and a set", "write jvp(f, X, D) for a derivative along D");
        }

        words.Take();
        words.Take(":");
        Token set = words.Current;
        string sets = string.Join(", ", TangentSpaces.All.Keys.Order(StringComparer.Ordinal));
        return set.Kind == TokenKind.Name && TangentSpaces.All.ContainsKey(set.Text)
            ? words.Take()
            : throw words.Unexpected($"a set: {sets}", Suggestions.ForName(set.Text, TangentSpaces.All.Keys));
    }
}
