namespace DerivationKit.Kernel;

/// <summary>A rule does not apply, a statement is malformed, or a budget is spent: nothing was proved.</summary>
public sealed class KernelException(string message) : Exception(message);
