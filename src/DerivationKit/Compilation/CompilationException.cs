namespace DerivationKit.Compilation;

/// <summary>An expression cannot be compiled; the message says what stands in the way.</summary>
public sealed class CompilationException(string message) : Exception(message);
