using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>Something that a claim takes for granted beyond the declarations of its variables. A fact restricts the point, never the
/// direction of a derivative.</summary>
public abstract record Fact
{
    private protected Fact()
    {
    }

    /// <summary>An expression has a property, such as nonzero(det(A + U*B*V)).</summary>
    /// <param name="Property">The property.</param>
    /// <param name="Subject">What has it.</param>
    public sealed record Has(Property Property, Expr Subject) : Fact
    {
        /// <inheritdoc/>
        public override string ToString() => $"{PropertyRules.Name(Property)}({Language.Text.Print(Subject)})";
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
