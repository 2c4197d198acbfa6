using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit;

/// <summary>Something that a claim takes for granted beyond the declarations of its variables. A fact restricts the point, never the
/// direction of a derivative.</summary>
public abstract record Fact
{
    private protected Fact()
    {
    }

    /// <summary>An expression has a property, such as nonzero(det(A + U*B*V)). That it is zero is an equation: A*v == l*v says that A*v - l*v is.</summary>
    /// <param name="Property">The property.</param>
    /// <param name="Subject">What has it.</param>
    public sealed record Has(Property Property, Expr Subject) : Fact
    {
        /// <inheritdoc/>
        public override string ToString() => (Property, Subject) switch
        {
            (Property.Zero, Apply { Operator: Subtraction, Arguments: [var left, var right] }) when left != Expr.Zero && right != Expr.Zero => $"{Language.Text.Print(left)} == {Language.Text.Print(right)}",
            (Property.Zero, not Variable) => $"{Language.Text.Print(Subject)} == 0",
            _ => $"{PropertyRules.Name(Property)}({Language.Text.Print(Subject)})",
        };
    }

    /// <summary>One dimension is smaller than another: m &lt; n.</summary>
    /// <param name="Smaller">The smaller dimension.</param>
    /// <param name="Larger">The larger dimension.</param>
    public sealed record Less(Dimension Smaller, Dimension Larger) : Fact
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Smaller} < {Larger}";
    }
}
