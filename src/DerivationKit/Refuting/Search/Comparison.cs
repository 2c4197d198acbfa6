namespace DerivationKit.Refuting;

/// <summary>How the sides of a claim compare at one instance.</summary>
internal abstract record Comparison
{
    private Comparison()
    {
    }

    /// <summary>They certainly differ.</summary>
    /// <param name="Entry">The first entry that is known to differ, counted from 0, row after row.</param>
    /// <param name="Precision">The precision that showed it, in bits; 0 for exact arithmetic.</param>
    /// <param name="Tables">The sides' entries, written when they are asked for: most differences are never shown.</param>
    public sealed record Different(int Entry, int Precision, Lazy<(ValueTable Left, ValueTable Right)> Tables) : Comparison
    {
        /// <summary>The left side's entries.</summary>
        public ValueTable Left => Tables.Value.Left;

        /// <summary>The right side's entries.</summary>
        public ValueTable Right => Tables.Value.Right;

        /// <summary>Whether the entries are rational numbers rather than enclosures.</summary>
        public bool IsExact => Precision == 0;
    }

    /// <summary>They cannot be told apart.</summary>
    /// <param name="Log2Bound">Entry by entry, |left - right| &lt; 2^Log2Bound * max(1, M), where M is the least power of two above |left|;
    /// long.MinValue if they are exactly equal.</param>
    /// <param name="Precision">The precision that showed it, in bits; 0 for exact arithmetic.</param>
    public sealed record Close(long Log2Bound, int Precision) : Comparison;

    /// <summary>A side is undefined, or whether it is defined cannot be decided, or a fact of the claim does not certainly hold.</summary>
    /// <param name="Reason">What stopped the evaluation.</param>
    public sealed record Missing(string Reason) : Comparison;
}
