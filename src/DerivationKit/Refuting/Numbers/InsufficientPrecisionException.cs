namespace DerivationKit.Refuting.Numbers;

/// <summary>
/// An enclosure is too wide to decide whether an operation is defined: evaluate again at twice the precision, and give up as
/// undecided at <see cref="Ball.MaxPrecision"/>.
/// </summary>
public sealed class InsufficientPrecisionException : Exception
{
    /// <summary>The operation and what its argument's enclosure contains.</summary>
    public InsufficientPrecisionException(string message)
        : base(message)
    {
    }
}
