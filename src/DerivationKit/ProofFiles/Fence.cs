namespace DerivationKit.ProofFiles;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="Label">The first word behind the opening marks.</param>
/// <param name="Arguments">What follows the label on the same line.</param>
/// <param name="Content">The lines between the marks.</param>
/// <param name="FirstLine">The line of the opening mark, counted from 1.</param>
/// <param name="LastLine">The line of the closing mark.</param>
internal sealed record Fence(string Label, string Arguments, string Content, int FirstLine, int LastLine);
