namespace DerivationKit.Refuting;

/// <summary>An expression is too costly to be evaluated by its meaning; the message says in which way.</summary>
internal sealed class NotEvaluatedException(string message) : Exception(message);
