namespace DerivationKit;

/// <summary>The arguments of an operator do not have shapes that fit together; the message names the operator and the shapes.</summary>
public sealed class ShapeException(string message) : Exception(message);
