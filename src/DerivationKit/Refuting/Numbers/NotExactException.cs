namespace DerivationKit.Refuting.Numbers;

/// <summary>A value is irrational, or a rational too long to be worth holding: evaluate with <see cref="Ball"/> instead.</summary>
public sealed class NotExactException : Exception
{
    /// <summary>The operation whose value is not held exactly.</summary>
    public NotExactException(string message)
        : base(message)
    {
    }
}
