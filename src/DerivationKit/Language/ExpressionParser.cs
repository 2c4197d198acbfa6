using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Reads expressions and claims by precedence: sums, products, unary minus, powers, transposes; see Grammar.md.</summary>
internal sealed partial class ExpressionParser(SourceText source, TokenReader words, Scope scope)
{
    private const int MaximumNesting = 400;

    private int nesting;
    private bool endsAtLineBreak;

    public ExpressionParser(SourceText source, Scope scope)
        : this(source, new TokenReader(source), scope)
    {
    }

    /// <summary>The whole text as one expression.</summary>
    public Expr ParseExpression()
    {
        Operand whole = Sum();
        ExpectEnd();
        return whole.Value;
    }

    /// <summary>The whole text as left == right.</summary>
    public Claim ParseClaim()
    {
        if (words.Current.Kind == TokenKind.End)
        {
            throw words.Unexpected("a claim", TokenReader.ClaimForm);
        }

        Operand left = Sum();
        Token equality = words.Current;
        if (!words.TryTake("=="))
        {
            throw words.Unexpected("an operator or '=='", equality.Kind == TokenKind.End ? TokenReader.ClaimForm : "");
        }

        Operand right = Sum();
        ExpectEnd();
        return At(equality, [left.Value.Shape, right.Value.Shape], () => Claim.Equal(ZerosLike(left, right), ZerosLike(right, left)));
    }

    /// <summary>An expression that ends with its line, unless a bracket is open or an operator asks for more.</summary>
    public Expr ParseLine()
    {
        endsAtLineBreak = true;
        return Sum().Value;
    }

    private static Expr ZerosLike(Operand side, Operand other) =>
        side.IsBareZero && !other.Value.Shape.IsScalar ? Expr.Zeros(other.Value.Shape) : side.Value;

    private Token Next => endsAtLineBreak && nesting == 0 && words.Current.AfterLineBreak
        ? new(TokenKind.End, "", words.Current.Start, words.Current.Start, true)
        : words.Current;

    // Precedence climbing: operators of at least the given precedence, each grouping to the left.
    private Operand Sum(int minimum = 0)
    {
        Operand left = Negation();
        while (Next is { Kind: TokenKind.Symbol } symbol && OperatorSyntax.Infix.TryGetValue(symbol.Text, out Operator? infix)
            && infix.Notation.Precedence >= minimum)
        {
            words.Take();
            Operand right = Sum(infix.Notation.Precedence + 1);
            left = symbol.Text == "/" && left.IsLiteral && right.IsLiteral && right.Value != Expr.Zero
                ? new(Fraction(left, right), left.Start, right.End)
                : Apply(symbol, infix, left, right);
        }

        return left;
    }

    private static Expr Fraction(Operand left, Operand right) =>
        Expr.Constant(((Constant)left.Value).Value / ((Constant)right.Value).Value);

    private Operand Negation()
    {
        Stack<Token> signs = [];
        while (words.Current is { Kind: TokenKind.Symbol } sign && OperatorSyntax.Prefix.ContainsKey(sign.Text))
        {
            signs.Push(words.Take());
        }

        Operand operand = Power();
        bool isNumber = operand.IsLiteral;
        foreach (Token sign in signs)
        {
            operand = isNumber
                ? new(Expr.Constant(-((Constant)operand.Value).Value), sign.Start, operand.End, IsLiteral: true)
                : Apply(sign, OperatorSyntax.Prefix[sign.Text], operand) with { Start = sign.Start };
            isNumber = false;
        }

        return operand;
    }

    private Operand Power()
    {
        Operand @base = Transposition(Primary());
        Token symbol = Next;
        if (symbol.Kind != TokenKind.Symbol || !OperatorSyntax.Power.ContainsKey(symbol.Text))
        {
            return @base;
        }

        words.Take();
        Operand exponent = Exponent();
        Operand power = exponent.Value is Constant constant
            ? Apply(symbol, OperatorSyntax.Raised(symbol.Text, constant.Value, @base.Value.Shape), @base)
            : Apply(symbol, OperatorSyntax.VariablePower[symbol.Text], @base, exponent);
        power = power with { End = words.LastEnd };
        bool isRaised = Next.Kind == TokenKind.Symbol && OperatorSyntax.Power.ContainsKey(Next.Text);
        bool isTransposed = Next.Kind == TokenKind.Symbol && OperatorSyntax.Postfix.ContainsKey(Next.Text);
        return isRaised || isTransposed
            ? throw words.Unexpected("brackets around the power before it", $"write ({Slice(power)}){Next.Text}{(isRaised ? "..." : "")}")
            : power;
    }

    // A number, a name, a call or an expression in brackets, with a minus in front or not.
    private Operand Exponent()
    {
        Token sign = words.Current;
        bool isNegative = words.TryTake("-");
        Operand exponent = Primary();
        return (isNegative, exponent.Value) switch
        {
            (false, _) => exponent,
            (_, Constant constant) => exponent with { Value = Expr.Constant(-constant.Value), Start = sign.Start },
            _ => exponent with { Value = -exponent.Value, Start = sign.Start },
        };
    }

    private Rational ConstantExponent()
    {
        Operand exponent = Exponent();
        return exponent.Value is Constant { Value: Rational value }
            ? value
            : throw source.Unexpected(exponent.Start, $"'{Slice(exponent)}'", "a constant exponent such as 2, -1 or (1/2)");
    }

    private Operand Transposition(Operand operand)
    {
        while (Next is { Kind: TokenKind.Symbol } symbol && OperatorSyntax.Postfix.TryGetValue(symbol.Text, out Operator? postfix))
        {
            words.Take();
            operand = Apply(symbol, postfix, operand);
        }

        return operand;
    }

    private Operand Primary()
    {
        Token token = words.Current;
        switch (token)
        {
            case { Kind: TokenKind.Number }:
                words.Take();
                return new(Expr.Constant(Rational.Parse(token.Text)), token.Start, token.End, IsLiteral: true);
            case { Kind: TokenKind.Name }:
                return Named(words.Take());
            case { Kind: TokenKind.Symbol, Text: "(" }:
                return Bracketed();
            default:
                throw words.Unexpected("a number, a name or '('");
        }
    }
}
