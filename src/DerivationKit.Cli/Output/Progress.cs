namespace DerivationKit.Cli.Output;

/// <summary>One line that says how far the work is, where that line can be overwritten.</summary>
internal sealed class Progress(Terminal terminal)
{
    private int width;

    /// <summary>So many are done, of so many.</summary>
    public void Show(int done, int of) => Overwrite($"deciding claim {done + 1} of {of}");

    /// <summary>Removes the line.</summary>
    public void Clear() => Overwrite("");

    private void Overwrite(string text)
    {
        if (terminal.MayShowProgress)
        {
            terminal.Error.Write($"\r{text.PadRight(width)}{(text.Length == 0 ? "\r" : "")}");
            width = text.Length;
        }
    }
}
