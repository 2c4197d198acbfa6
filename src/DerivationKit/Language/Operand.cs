namespace DerivationKit.Language;

/// <summary>A part of the text that has been read.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the text goes on after it.</param>
/// <param name="IsLiteral">Whether it is a number as such, or a minus and a number: a quotient with another literal is a fraction.</param>
internal sealed record Operand(Expr Value, int Start, int End, bool IsLiteral = false)
{
    /// <summary>Whether it is the bare digit 0.</summary>
    public bool IsBareZero => IsLiteral && Value == Expr.Zero && End == Start + 1;
}
