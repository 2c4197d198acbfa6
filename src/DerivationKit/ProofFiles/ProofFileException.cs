namespace DerivationKit.ProofFiles;

/// <summary>A proof file is not what it should be. Says in which file, where and why; never a stack trace.</summary>
public sealed class ProofFileException : Exception
{
    internal ProofFileException(string file, int line, int column, string problem, string excerpt = "")
        : base($"{file}:{line}:{column}: {problem}") => (File, Line, Column, Excerpt) = (file, line, column, excerpt);

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The column in characters as a reader sees them, counted from 1.</summary>
    public int Column { get; }

    /// <summary>The line of the text and a caret below the column; empty where the problem is a whole line.</summary>
    public string Excerpt { get; }

    /// <summary>The message and the excerpt.</summary>
    public override string ToString() => Excerpt.Length == 0 ? Message : $"{Message}\n{Excerpt}";
}
