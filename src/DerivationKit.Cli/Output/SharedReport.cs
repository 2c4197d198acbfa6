using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a form over names, and what the names stand for.</summary>
internal static class SharedReport
{
    /// <summary>The form behind its label, then one line for each name.</summary>
    public static void Write(string label, SharedParts shared, bool latex, Lines lines)
    {
        Func<Expr, string> print = latex ? Latex.Print : Text.Print;
        lines.Write(label, print(shared.Root));
        lines.Write("where", latex ? [.. shared.Bindings.Select(b => $"{Latex.Print(b.Name)} = {Latex.Print(b.Value)}")] : shared.Abbreviations.AsSpan());
    }
}
