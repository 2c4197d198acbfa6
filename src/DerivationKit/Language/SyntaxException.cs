namespace DerivationKit.Language;

/// <summary>A text is not what it should be. Says where, what was found, what was expected and, where a guess is possible, what may have
/// been meant; shapes that do not fit are reported in the same way, at the operator.</summary>
public sealed class SyntaxException : Exception
{
    internal SyntaxException(SourcePosition position, string problem, string found, string expected, string suggestion)
        : base($"line {position.Line}, column {position.Column}: {problem}{(suggestion.Length == 0 ? "" : "; " + suggestion)}")
    {
        (Line, Column, SourceLine, CaretLine) = (position.Line, position.Column, position.SourceLine, position.CaretLine);
        (Found, Expected, Suggestion) = (found, expected, suggestion);
        Problem = suggestion.Length == 0 ? problem : $"{problem}; {suggestion}";
    }

    private SyntaxException(SyntaxException other, Func<string, string> change)
        : base(change(other.Message), other)
    {
        (Line, Column, SourceLine, CaretLine) = (other.Line, other.Column, other.SourceLine, other.CaretLine);
        (Found, Expected, Suggestion, Problem) = (change(other.Found), change(other.Expected), change(other.Suggestion), change(other.Problem));
    }

    /// <summary>The same in other words, at the same place.</summary>
    internal SyntaxException Reworded(Func<string, string> change) => new(this, change);

    /// <summary>The message without the position.</summary>
    public string Problem { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The column in characters as a reader sees them (text elements), counted from 1.</summary>
    public int Column { get; }

    /// <summary>The line of the text, shortened around the column if it is long.</summary>
    public string SourceLine { get; }

    /// <summary>Blanks and a caret, which stands below the column of <see cref="SourceLine"/>.</summary>
    public string CaretLine { get; }

    /// <summary>What stands there; for shapes that do not fit, the shapes.</summary>
    public string Found { get; }

    /// <summary>What could stand there, or why this cannot.</summary>
    public string Expected { get; }

    /// <summary>What may have been meant; empty without a good guess.</summary>
    public string Suggestion { get; }

    /// <summary>The message, the source line and the caret; never a stack trace.</summary>
    public override string ToString() => $"{Message}\n    {SourceLine}\n    {CaretLine}";
}
