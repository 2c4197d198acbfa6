using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <content>Expected words, brackets, and errors of construction with their place in the text.</content>
internal sealed partial class ExpressionParser
{
    private Operand Bracketed()
    {
        Token open = words.Current;
        Enter(open);
        words.Take();
        Operand inner = Sum();
        Close("'('");
        return new(inner.Value, open.Start, words.LastEnd);
    }

    // The limit fits the stack of an ordinary thread; on a smaller one the text is refused earlier.
    private void Enter(Token token)
    {
        if (++nesting > MaximumNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw source.Unexpected(token.Start, $"brackets nested {nesting} deep", "fewer", "name the inner parts with let");
        }
    }

    private void Close(string opening, string suggestion = "")
    {
        if (!words.TryTake(")"))
        {
            throw words.Unexpected($"an operator or ')' to close {opening}", suggestion);
        }

        nesting--;
    }

    private void ExpectEnd()
    {
        if (words.Current.Kind != TokenKind.End)
        {
            throw words.Unexpected("an operator or the end of the text");
        }
    }

    private string Slice(Operand operand) => Shown.Of(source.Text[operand.Start..operand.End]);

    private Operand Apply(Token symbol, Operator @operator, params ImmutableArray<Operand> operands)
    {
        Expr value = At(
            symbol, [.. operands.Select(o => o.Value.Shape)], () => Expr.Apply(@operator, [.. operands.Select(o => o.Value)]),
            hint => ShapeAdvice.For(@operator, [.. operands.Select(o => (Slice(o), o.Value.Shape))], hint));
        return operands.IsEmpty ? new(value, symbol.Start, symbol.End) : new(value, operands[0].Start, words.LastEnd);
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
            throw source.Unexpected(
                token.Start, $"an expression nested more than {Expr.MaximumDepth} deep", "fewer levels",
                "a chain of n operators is n deep: write it as sum(...), or bracket its halves");
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
}
