namespace DerivationKit.Cli;

/// <summary>Where a command writes, and what it may draw there.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors and progress.</param>
/// <param name="MayDraw">Whether results may have colours and drawn tables.</param>
/// <param name="MayShowProgress">Whether lines of errors and progress may be overwritten.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool MayDraw, bool MayShowProgress)
{
    /// <summary>The console; plain where its output is redirected, or NO_COLOR or CI is set.</summary>
    public static Terminal OfProcess()
    {
        bool plain = IsSet("NO_COLOR") || IsSet("CI");
        return new(Console.Out, Console.Error, !plain && !Console.IsOutputRedirected, !plain && !Console.IsErrorRedirected);
    }

    /// <summary>The same without drawing.</summary>
    public Terminal Plain => this with { MayDraw = false, MayShowProgress = false };

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
