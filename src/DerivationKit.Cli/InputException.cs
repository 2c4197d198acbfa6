namespace DerivationKit.Cli;

/// <summary>The input cannot be used; the message says why, in a paragraph.</summary>
internal sealed class InputException(string message) : Exception(message);
