namespace DerivationKit.Testing;

/// <summary>A property has a counterexample, or too few cases met its precondition to say that it holds.</summary>
/// <param name="message">The report: counterexample, labels, and how to replay it.</param>
/// <param name="innerException">The exception that the property threw on the counterexample, if it threw one.</param>
public sealed class PropertyFailedException(string message, Exception? innerException = null)
    : Exception(message, innerException);
