using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Gives the form of a text its meaning: names, shapes, operators. What is wrong is reported at the word that asked for it.</summary>
internal sealed partial class Elaborator(SourceText source, Scope scope)
{
    private IReadOnlyDictionary<Syntax, Shape> fitted = ImmutableDictionary<Syntax, Shape>.Empty;

    /// <summary>The expressions that the texts mean.</summary>
    /// <param name="roots">What is read together.</param>
    /// <param name="haveOneShape">Whether the context gives all of them one shape.</param>
    public ImmutableArray<Expr> Elaborate(ImmutableArray<Syntax> roots, bool haveOneShape = false)
    {
        ImmutableArray<Syntax> nodes = Syntax.PostOrder(roots);
        RefuseAmbiguousTransposes(nodes);
        if (nodes.Any(node => node is Syntax.Fitting))
        {
            fitted = new ShapeInference(source, scope).FitConstants(roots, haveOneShape);
        }

        Dictionary<Syntax, Expr> values = [];
        foreach (Syntax node in nodes)
        {
            values.Add(node, Build(node, part => values[part]));
        }

        return [.. roots.Select(root => values[root])];
    }

    // Where T is a name, a^T may be meant as a power.
    private void RefuseAmbiguousTransposes(ImmutableArray<Syntax> nodes)
    {
        bool isName = scope.Find("T") is not null || nodes.Any(node => node is Syntax.Name or Syntax.Bound && node.Token.IsName("T"));
        if (isName && nodes.FirstOrDefault(IsSpelledWithT) is { } transpose)
        {
            string spelling = source.Text[transpose.Token.Start..transpose.Token.End];
            throw source.Refused(
                transpose.Token.Start, $"'{spelling}'", $"{spelling} is the transpose, but T is a name here", "write ' for the transpose, or ^(T) for the power");
        }

        bool IsSpelledWithT(Syntax node) => node is Syntax.Operation && node.Token.Is("'") && source.Text[node.Token.End - 1] == 'T';
    }

    /// <summary>left == right; a side that is the bare number 0 is zeros in the shape of the other.</summary>
    public Claim Claim(Syntax left, Token equality, Syntax right)
    {
        ImmutableArray<Expr> sides = Elaborate([left, right], haveOneShape: true);
        return At(equality, [.. sides.Select(side => side.Shape)], () => DerivationKit.Claim.Equal(
            ZerosLike(left, sides[0], sides[1]), ZerosLike(right, sides[1], sides[0])));
    }

    private static Expr ZerosLike(Syntax syntax, Expr side, Expr other) =>
        syntax.IsBareZero && !other.Shape.IsScalar ? Expr.Zeros(other.Shape) : side;

    /// <summary>The value of a node over those of its parts.</summary>
    public Expr Build(Syntax node, Func<Syntax, Expr> value) => node switch
    {
        Syntax.Number number => Expr.Constant(number.Value),
        Syntax.Name name => Named(name.Token),
        Syntax.Bound bound => BoundVariable(bound.Token),
        Syntax.Group group => value(group.Parts[0]),
        Syntax.Operation operation => Apply(operation, operation.Operator, value),
        Syntax.Power power => Raise(power, value),
        Syntax.Call call => Call(call, value),
        Syntax.Norm norm => Norm(norm, value),
        Syntax.Fitting fitting => Fill(fitting, fitted[fitting], value),
        _ => Differentiate((Syntax.Differentiation)node, value),
    };

    private Expr Named(Token name) => scope.Find(name.Text) switch
    {
        Symbol.Declared declared => declared.Variable,
        Symbol.Abbreviation abbreviation => abbreviation.Value,
        Symbol.Size size => Expr.Size(size.Dimension),
        _ => throw source.Unexpected(name.Start, $"'{name.Text}'", "a declared name", SuggestionFor(name)),
    };

    private string SuggestionFor(Token name)
    {
        string stem = name.Text.TrimEnd('′');
        return (scope.FindAlike(name.Text), Suggestions.ForName(name.Text, scope.KnownNames)) switch
        {
            _ when stem.Length < name.Text.Length && scope.Find(stem) is not null => $"write {stem}' for the transpose",
            _ when Names.IsFitting(name.Text) => $"write {name.Text}(c)",
            ({ } alike, _) => $"did you mean {alike.Name}?",
            _ when Suggestions.ForSubscript(name.Text) is { Length: > 0 } call => call,
            (_, "") => $"{Shorter(name.Text)}declare it first, as in {name.Text}: scalar, or as vector(n), matrix(n,d) or dimension",
            (_, var guess) => guess,
        };
    }

    // A declared name of which this one is a longer form, such as Z of Zz.
    private string Shorter(string name) =>
        scope.KnownNames.Where(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)).MaxBy(known => known.Length) is { } known
            ? $"did you mean {known}? If not, "
            : "";

    private Variable BoundVariable(Token name) => scope.Find(name.Text) switch
    {
        Symbol.Declared declared => declared.Variable,
        var symbol => throw source.Unexpected(
            name.Start, $"'{name.Text}'", symbol is null ? "a declared variable" : $"a declared variable, not {symbol.Describe()}",
            Suggestions.ForName(name.Text, scope.Variables.Select(v => v.Name))),
    };

    private Expr Apply(Syntax node, Operator @operator, Func<Syntax, Expr> value)
    {
        ImmutableArray<Expr> operands = [.. node.Parts.Select(value)];
        return At(
            node.Token, [.. operands.Select(o => o.Shape)], () => Expr.Apply(@operator, operands),
            hint => ShapeAdvice.For(@operator, [.. node.Parts.Select(part => (Slice(part), value(part).Shape))], hint));
    }

    // A constant exponent makes a power of its own; that of a square matrix is a product.
    private Expr Raise(Syntax.Power power, Func<Syntax, Expr> value)
    {
        (Expr @base, Expr exponent) = (value(power.Parts[0]), value(power.Parts[1]));
        Operator @operator = OperatorSyntax.Power(power.Token.Text, @base.Shape, exponent);
        ImmutableArray<Expr> operands = @operator.Arity == 1 ? [@base] : [@base, exponent];
        return At(
            power.Token, [.. operands.Select(o => o.Shape)], () => Expr.Apply(@operator, operands),
            hint => Slice(power.Parts[1]).Trim('(', ')') == "-T"
                ? $"write inv({Slice(power.Parts[0])})'"
                : ShapeAdvice.For(@operator, [.. power.Parts.Take(operands.Length).Select(part => (Slice(part), value(part).Shape))], hint));
    }

    /// <summary>Builds something, and reports what is wrong with it at the word that asked for it.</summary>
    private TResult At<TResult>(Token token, ImmutableArray<Shape> shapes, Func<TResult> build, Func<string, string>? advise = null)
    {
        try
        {
            return build();
        }
        catch (ShapeException exception)
        {
            // An operator puts its own hint after a semicolon.
            string[] parts = exception.Message.Split("; ", 2);
            string hint = parts.ElementAtOrDefault(1) ?? "";
            throw source.Misshapen(token.Start, Shapes(token, shapes), parts[0], advise is null ? hint : advise(hint));
        }
        catch (ExpressionTooDeepException)
        {
            throw source.TooDeep(token);
        }
        catch (ArgumentException exception)
        {
            throw source.Refused(token.Start, Shown.Of(source, token), exception.Message);
        }
    }

    private static string Shapes(Token token, ImmutableArray<Shape> shapes) => (token.Kind, shapes) switch
    {
        (TokenKind.Symbol, [Shape left, Shape right]) => $"{left} {token.Text} {right}",
        (TokenKind.Symbol, [Shape only]) => token.Text == "-" ? $"-{only}" : $"{only} {token.Text}",
        _ => $"{token.Text}({string.Join(", ", shapes)})",
    };

    private string Slice(Syntax syntax) => Shown.Of(source.Text[syntax.Start..syntax.End]);
}
