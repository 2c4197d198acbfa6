namespace DerivationKit.Testing;

/// <summary>A property has a counterexample, or too few cases met its precondition to say that it holds.</summary>
/// <param name="message">The report: counterexample, labels, and how to replay it.</param>
/// <param name="innerException">The exception that the property threw on the counterexample, if it threw one.</param>
public sealed class PropertyFailedException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Gets the shrunk arguments, as text; empty without a counterexample.</summary>
    public string Counterexample { get; init; } = "";

    /// <summary>Gets the arguments before shrinking, as text; empty without a counterexample.</summary>
    public string FirstFoundAs { get; init; } = "";

    /// <summary>Gets what <see cref="PropertyOptions.Replay"/> takes to repeat the case; empty without a counterexample.</summary>
    public string Replay { get; init; } = "";
}
