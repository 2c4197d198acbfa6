using System.Collections.Immutable;
using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Json;

/// <summary>A gradient in closed form; Json.md documents the shape.</summary>
internal sealed record GradientJson(
    string Expression, string WithRespectTo, string Gradient, string Latex, string Short, ImmutableArray<string> Where, DecisionJson Decision)
{
    /// <summary>The JSON form of a gradient.</summary>
    public static GradientJson Of(Derived derived) => new(
        Text.Print(derived.Function),
        derived.Variable.Name,
        Text.Print(derived.Form),
        Language.Latex.Print(derived.Form),
        Text.Print(derived.Shared.Root),
        derived.Shared.Abbreviations,
        DecisionJson.Of(derived.Decision));

    /// <summary>The text.</summary>
    public string Write() => JsonText.Write(this);
}
