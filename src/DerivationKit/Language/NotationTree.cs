using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>What stands on paper, between an expression and its spelling: the one place where parentheses are decided. The factories put
/// them where a reader of Grammar.md needs them, so that every printer writes something that reads back as the same expression.</summary>
/// <param name="Precedence">How strongly it binds, on the scale of <see cref="Notation"/>.</param>
internal abstract record NotationTree(int Precedence)
{
    private const int SigmaPrecedence = 15;
    private const int ProductPrecedence = 20;
    private const int PrefixPrecedence = 30;
    private const int PostfixPrecedence = 50;
    private const int Atomic = 100;

    /// <summary>Whether the first sign is a minus: then it does not stand directly behind another operator.</summary>
    public virtual bool StartsWithMinus => false;

    /// <summary>A number: digits, a minus in front, or a fraction.</summary>
    public static NotationTree Number(Kernel.Rational value)
    {
        NotationTree magnitude = new Numeral($"{System.Numerics.BigInteger.Abs(value.Numerator)}");
        NotationTree numerator = value.Sign < 0 ? new Prefix("-", "-", magnitude, PrefixPrecedence) : magnitude;
        return value.IsInteger ? numerator : new Infix("/", "/", numerator, new Numeral($"{value.Denominator}"), ProductPrecedence);
    }

    /// <summary>left symbol right, grouped to the left. A literal is not divided by a bare literal, which would be a fraction.</summary>
    public static NotationTree Binary(Notation notation, NotationTree left, NotationTree right)
    {
        bool isFraction = notation.Symbol == "/" && left.IsLiteral && right.IsLiteral;
        return new Infix(
            notation.Symbol,
            notation.Latex,
            left.Precedence < notation.Precedence ? new Parenthesised(left) : left,
            right.Precedence <= notation.Precedence || right.StartsWithMinus || isFraction ? new Parenthesised(right) : right,
            notation.Precedence);
    }

    /// <summary>-operand. A minus before a bare literal would be part of the number.</summary>
    public static NotationTree Unary(Notation notation, NotationTree operand) => new Prefix(
        notation.Symbol,
        notation.Latex,
        operand is Numeral ? new Parenthesised(operand) : Inside(operand, notation.Precedence),
        notation.Precedence);

    /// <summary>operand'.</summary>
    public static NotationTree Transpose(Notation notation, NotationTree operand) =>
        new Postfix(notation.Symbol, notation.Latex, Inside(operand, PostfixPrecedence), notation.Precedence);

    /// <summary>base^exponent.</summary>
    public static NotationTree Power(Notation notation, NotationTree @base, Kernel.Rational exponent) =>
        Power(notation, @base, Number(exponent));

    /// <summary>base^exponent.</summary>
    public static NotationTree Power(Notation notation, NotationTree @base, NotationTree exponent) => new Raised(
        notation.Symbol, notation.Latex, Inside(@base, PostfixPrecedence), Inside(exponent, Atomic), notation.Precedence);

    /// <summary>sum_index body. It reaches as far as a product does.</summary>
    public static NotationTree Summation(string index, NotationTree body) => new Sigma(index, Inside(body, SigmaPrecedence));

    /// <summary>The notation without the parentheses around it.</summary>
    public static NotationTree Bare(NotationTree tree) => tree is Parenthesised brackets ? brackets.Inner : tree;

    private bool IsLiteral => this is Numeral or Prefix { Operand: Numeral };

    private static NotationTree Inside(NotationTree tree, int precedence) =>
        tree.Precedence < precedence ? new Parenthesised(tree) : tree;

    /// <summary>Digits.</summary>
    public sealed record Numeral(string Digits) : NotationTree(Atomic);

    /// <summary>The name of a variable, a dimension or an index.</summary>
    public sealed record Name(string Word) : NotationTree(Atomic);

    /// <summary>"text".</summary>
    public sealed record Quoted(string Content) : NotationTree(Atomic);

    /// <summary>(inner).</summary>
    public sealed record Parenthesised(NotationTree Inner) : NotationTree(Atomic);

    /// <summary>word(arguments).</summary>
    public sealed record Call(string Word, string Latex, ImmutableArray<NotationTree> Arguments) : NotationTree(Atomic);

    /// <summary>left symbol right.</summary>
    public sealed record Infix(string Symbol, string Latex, NotationTree Left, NotationTree Right, int Precedence)
        : NotationTree(Precedence)
    {
        public override bool StartsWithMinus { get; } = Left.StartsWithMinus;
    }

    /// <summary>symbol operand.</summary>
    public sealed record Prefix(string Symbol, string Latex, NotationTree Operand, int Precedence) : NotationTree(Precedence)
    {
        public override bool StartsWithMinus => true;
    }

    /// <summary>operand symbol.</summary>
    public sealed record Postfix(string Symbol, string Latex, NotationTree Operand, int Precedence) : NotationTree(Precedence);

    /// <summary>base symbol exponent.</summary>
    public sealed record Raised(string Symbol, string Latex, NotationTree Base, NotationTree Exponent, int Precedence)
        : NotationTree(Precedence);

    /// <summary>A derivative of a body in a variable at a point, along directions.</summary>
    public sealed record Differentiated(
        DerivativeKind Kind,
        NotationTree Body,
        NotationTree Variable,
        ImmutableArray<NotationTree> Point,
        ImmutableArray<NotationTree> Directions)
        : NotationTree(Atomic);

    /// <summary>The sum of a body over an index.</summary>
    public sealed record Sigma(string Index, NotationTree Body) : NotationTree(SigmaPrecedence);

    /// <summary>head[indices].</summary>
    public sealed record Indexed(NotationTree Head, ImmutableArray<string> Indices) : NotationTree(Atomic);

    /// <summary>The tensor whose entry at the indices is the body.</summary>
    public sealed record Lambda(ImmutableArray<string> Indices, NotationTree Body) : NotationTree(0);
}
