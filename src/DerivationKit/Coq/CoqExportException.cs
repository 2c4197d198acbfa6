namespace DerivationKit.Coq;

/// <summary>A proof uses something that has no counterpart in Coq yet; that says nothing about the proof.</summary>
public sealed class CoqExportException(string message) : Exception(message);
