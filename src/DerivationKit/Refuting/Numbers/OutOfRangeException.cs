namespace DerivationKit.Refuting.Numbers;

/// <summary>A number is too large or too small to compute with: no precision helps, the point is undecided.</summary>
public sealed class OutOfRangeException : Exception
{
    /// <summary>The operation and the range that it left.</summary>
    public OutOfRangeException(string message)
        : base(message)
    {
    }
}
