namespace DerivationKit.Cli.Output;

/// <summary>One line that says how far the work is, where that line can be overwritten.</summary>
internal sealed class Progress(Terminal terminal)
{
    private int width;

    /// <summary>So many are done, of so many.</summary>
    public void Show(int done, int of) => Show($"deciding claim {done + 1} of {of}");

    /// <summary>What has been done so far.</summary>
    public void Show(string text) => Overwrite(text);

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
