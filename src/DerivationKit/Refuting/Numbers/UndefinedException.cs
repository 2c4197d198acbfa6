namespace DerivationKit.Refuting.Numbers;

/// <summary>A real function was evaluated where it certainly has no value: the point proves nothing about a claim.</summary>
public sealed class UndefinedException : Exception
{
    /// <summary>The operation and what is wrong with its argument.</summary>
    public UndefinedException(string message)
        : base(message)
    {
    }

    internal static UndefinedException DivisionByZero() => new("division by zero");

    internal static UndefinedException LogOfNonPositive() => new("log of a number that is not positive");

    internal static UndefinedException FractionalPowerOfNegative() => new("fractional power of a negative number");

    internal static UndefinedException ArcsinBeyondOne() => new("arcsin of a number beyond 1");
}
