using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Reads the form of expressions by precedence: sums, products, unary minus, powers, transposes; see Grammar.md.</summary>
internal sealed partial class SyntaxParser(SourceText source, TokenReader words, Scope scope, bool endsAtLineBreak)
{
    private const int MaximumNesting = 400;

    private int nesting;

    /// <summary>An expression; it ends where no operator follows.</summary>
    public Syntax Expression() => Sum();

    private Token Next => endsAtLineBreak && nesting == 0 && words.Current.AfterLineBreak
        ? new(TokenKind.End, "", words.Current.Start, words.Current.Start, true)
        : words.Current;

    // Precedence climbing: operators of at least the given precedence, each grouping to the left.
    private Syntax Sum(int minimum = 0)
    {
        Syntax left = Negation();
        while (Next is { Kind: TokenKind.Symbol } symbol && OperatorSyntax.Infix.TryGetValue(symbol.Text, out Operator? infix)
            && infix.Notation.Precedence >= minimum)
        {
            words.Take();
            Syntax right = Sum(infix.Notation.Precedence + 1);
            left = symbol.Text == "/" && (left, right) is (Syntax.Number { IsFraction: false } p, Syntax.Number { Value.IsZero: false } q)
                ? new Syntax.Number(left.Token, left.Start, right.End, p.Value / q.Value, isFraction: true)
                : Checked(new Syntax.Operation(symbol, left.Start, right.End, infix, left, right));
        }

        return left;
    }

    private Syntax Negation()
    {
        Stack<Token> signs = [];
        while (words.Current is { Kind: TokenKind.Symbol } sign && OperatorSyntax.Prefix.ContainsKey(sign.Text))
        {
            signs.Push(words.Take());
        }

        return Negated(Power(), signs);
    }

    // A minus before a bare number belongs to the number.
    private Syntax Negated(Syntax operand, Stack<Token> signs)
    {
        bool isNumber = operand is Syntax.Number;
        foreach (Token sign in signs)
        {
            operand = isNumber
                ? new Syntax.Number(operand.Token, sign.Start, operand.End, -((Syntax.Number)operand).Value)
                : Checked(new Syntax.Operation(sign, sign.Start, operand.End, OperatorSyntax.Prefix[sign.Text], operand));
            isNumber = false;
        }

        return operand;
    }

    private Syntax Power()
    {
        Syntax @base = Transposition(Primary());
        Token symbol = Next;
        Syntax? power = symbol switch
        {
            { Kind: TokenKind.Superscript } => Superscript(@base, words.Take()),
            { Kind: TokenKind.Symbol, Text: "^" or ".^" } => Raised(@base, words.Take()),
            _ => null,
        };
        return power is not null && (IsTranspose(Next) || IsPower(Next))
            ? throw words.Unexpected("brackets around the power before it", $"write ({Slice(power)}){Next.Text}")
            : power ?? @base;
    }

    // Powers group to the right: a^b^c is a^(b^c).
    private Syntax.Power Raised(Syntax @base, Token symbol)
    {
        Enter(symbol);
        Stack<Token> signs = [];
        while (words.Current.Is("-"))
        {
            signs.Push(words.Take());
        }

        Syntax exponent = Primary();
        exponent = IsPower(Next) && Next.Kind == TokenKind.Symbol ? Raised(exponent, words.Take()) : BareNumber(exponent);
        exponent = Negated(exponent, signs);
        nesting--;
        return Checked(new Syntax.Power(symbol, words.LastEnd, @base, exponent));
    }

    // Of -(1/2) the minus belongs to the number: an exponent is a constant where it can be.
    private static Syntax BareNumber(Syntax exponent) => exponent is Syntax.Group { Parts: [Syntax.Number number] } ? number : exponent;

    private Syntax.Power Superscript(Syntax @base, Token exponent)
    {
        Token symbol = exponent with { Kind = TokenKind.Symbol, Text = "^" };
        Syntax value = new Syntax.Number(exponent, exponent.Start, exponent.End, RationalText.Parse(exponent.Text));
        return Checked(new Syntax.Power(symbol, exponent.End, @base, value));
    }

    private static bool IsPower(Token token) =>
        token.Kind == TokenKind.Superscript || token is { Kind: TokenKind.Symbol, Text: "^" or ".^" };

    private static bool IsTranspose(Token token) => token.Kind == TokenKind.Symbol && OperatorSyntax.Postfix.ContainsKey(token.Text);

    private Syntax Transposition(Syntax operand)
    {
        while (Next is { Kind: TokenKind.Symbol } symbol && OperatorSyntax.Postfix.TryGetValue(symbol.Text, out Operator? postfix))
        {
            words.Take();
            operand = Checked(new Syntax.Operation(symbol, operand.Start, symbol.End, postfix, operand));
        }

        return operand;
    }

    private Syntax Primary()
    {
        Token token = words.Current;
        switch (token)
        {
            case { Kind: TokenKind.Number }:
                words.Take();
                return new Syntax.Number(token, token.Start, token.End, RationalText.Parse(token.Text));
            case { Kind: TokenKind.Name }:
                return Named(words.Take());
            case { Kind: TokenKind.Symbol, Text: "(" }:
                Enter(words.Take());
                Syntax inner = Sum();
                Close("'('");
                return new Syntax.Group(token, words.LastEnd, inner);
            case { Kind: TokenKind.Symbol, Text: "‖" }:
                return Norm(words.Take());
            default:
                throw words.Unexpected("a number, a name or '('");
        }
    }

    // The limit fits the stack of an ordinary thread; on a smaller one the text is refused earlier.
    private void Enter(Token token)
    {
        if (++nesting > MaximumNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw source.Unexpected(token.Start, $"brackets nested {nesting} deep", "fewer", "name the inner parts with let");
        }
    }

    private void Close(string opening, string suggestion = "", string bracket = ")")
    {
        if (!words.TryTake(bracket))
        {
            throw words.Unexpected($"an operator or '{bracket}' to close {opening}", suggestion);
        }

        nesting--;
    }

    private TSyntax Checked<TSyntax>(TSyntax syntax)
        where TSyntax : Syntax => syntax.Depth <= Expr.MaximumDepth ? syntax : throw source.TooDeep(syntax.Token);

    private string Slice(Syntax syntax) => Shown.Of(source.Text[syntax.Start..syntax.End]);
}
