namespace DerivationKit.Language;

/// <summary>A part of the text that has been read.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the text goes on after it.</param>
/// <param name="IsLiteral">Whether it is a number as such, or a minus and a number: then a quotient with another literal is a fraction.</param>
internal readonly record struct Operand(Expr Value, int Start, int End, bool IsLiteral = false)
{
    /// <summary>Whether it is the literal 0.</summary>
    public bool IsZero => IsLiteral && Value == Expr.Zero;
}
