namespace DerivationKit.Solving;

/// <summary>An equation is not linear in a variable, or its solution cannot be written by inverses; the message says why.</summary>
public sealed class NotSolvedException(string message) : Exception(message);
