namespace DerivationKit.Differentiation;

/// <summary>A derivative has no closed form that the kit can write; the message names the operator that stands in the way.</summary>
public sealed class DifferentiationException(string message) : Exception(message);
