using System.Collections.Immutable;
using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Json;

/// <summary>An expression in closed form; Json.md documents the shape.</summary>
internal sealed record SimplifiedJson(
    string Expression, string Form, string Latex, string Short, ImmutableArray<string> Where, DecisionJson Decision)
{
    /// <summary>The JSON form of a closed form.</summary>
    public static SimplifiedJson Of(Simplified simplified) => new(
        Text.Print(simplified.Decision.Claim.Left),
        Text.Print(simplified.Form),
        Language.Latex.Print(simplified.Form),
        Text.Print(simplified.Shared.Root),
        simplified.Shared.Abbreviations,
        DecisionJson.Of(simplified.Decision));

    /// <summary>The text.</summary>
    public string Write() => JsonText.Write(this);
}
