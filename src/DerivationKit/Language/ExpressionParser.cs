using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Reads expressions and claims by precedence: sums, products, unary minus, powers, transposes; see Grammar.md.</summary>
internal sealed partial class ExpressionParser(SourceText source, Lexer lexer, Scope scope)
{
    private const int MaximumNesting = 400;
    private const string AnOperand = "a number, a name or '('";

    private int nesting;
    private bool endsAtLineBreak;

    public ExpressionParser(SourceText source, Scope scope)
        : this(source, new(source), scope)
    {
    }

    /// <summary>The whole text as one expression.</summary>
    public Expr ParseExpression()
    {
        Operand whole = Sum();
        ExpectEnd("an operator or the end of the text");
        return whole.Value;
    }

    /// <summary>The whole text as left == right.</summary>
    public Claim ParseClaim()
    {
        Operand left = Sum();
        Token equality = lexer.Current;
        if (!equality.Is("=="))
        {
            throw Unexpected("an operator or '=='");
        }

        lexer.Take();
        Operand right = Sum();
        ExpectEnd("an operator or the end of the text");
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

    private Token Next => endsAtLineBreak && nesting == 0 && lexer.Current.AfterLineBreak
        ? new(TokenKind.End, "", lexer.Current.Start, lexer.Current.Start, true)
        : lexer.Current;

    // Precedence climbing: operators of at least the given precedence, each grouping to the left.
    private Operand Sum(int minimum = 0)
    {
        Operand left = Negation();
        while (Next is { Kind: TokenKind.Symbol } symbol && OperatorSyntax.Infix.TryGetValue(symbol.Text, out Operator? infix)
            && infix.Notation.Precedence >= minimum)
        {
            lexer.Take();
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
        while (lexer.Current is { Kind: TokenKind.Symbol } sign && OperatorSyntax.Prefix.ContainsKey(sign.Text))
        {
            signs.Push(lexer.Take());
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
        if (symbol.Kind != TokenKind.Symbol || !OperatorSyntax.Power.TryGetValue(symbol.Text, out OperatorFamily? family))
        {
            return @base;
        }

        lexer.Take();
        Rational exponent = Exponent();
        Operand power = Apply(symbol, family.Create([OperatorSyntax.Exponent(exponent)]), @base) with { End = lexer.LastEnd };
        bool isRaised = Next.Kind == TokenKind.Symbol && OperatorSyntax.Power.ContainsKey(Next.Text);
        bool isTransposed = Next.Kind == TokenKind.Symbol && OperatorSyntax.Postfix.ContainsKey(Next.Text);
        return isRaised || isTransposed
            ? throw Unexpected("brackets around the power before it", $"write ({Slice(power)}){Next.Text}{(isRaised ? "..." : "")}")
            : power;
    }

    // A number, or an expression in brackets that is one.
    private Rational Exponent()
    {
        Token minus = lexer.Current;
        if (minus.Is("-"))
        {
            lexer.Take();
        }

        Operand exponent = Primary();
        return exponent.Value is Constant { Value: Rational value }
            ? minus.Is("-") ? -value : value
            : throw source.Unexpected(
                exponent.Start, $"'{Slice(exponent)}'", "a constant exponent such as 2, -1 or (1/2)",
                "write exp(b*log(a)) for a^b");
    }

    private Operand Transposition(Operand operand)
    {
        while (Next is { Kind: TokenKind.Symbol } symbol && OperatorSyntax.Postfix.TryGetValue(symbol.Text, out Operator? postfix))
        {
            lexer.Take();
            operand = Apply(symbol, postfix, operand);
        }

        return operand;
    }

    private Operand Primary()
    {
        Token token = lexer.Current;
        switch (token)
        {
            case { Kind: TokenKind.Number }:
                lexer.Take();
                return new(Expr.Constant(Rational.Parse(token.Text)), token.Start, token.End, IsLiteral: true);
            case { Kind: TokenKind.Name }:
                return Named(lexer.Take());
            case { Kind: TokenKind.Symbol, Text: "(" }:
                return Bracketed();
            default:
                throw Unexpected(AnOperand);
        }
    }
}
