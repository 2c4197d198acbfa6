using System.Collections.Immutable;
using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Json;

/// <summary>A solution in closed form; Json.md documents the shape.</summary>
internal sealed record SolutionJson(
    string Equation, string Variable, string Value, string Latex, string Short, ImmutableArray<string> Where, DecisionJson Sufficient, DecisionJson Necessary)
{
    /// <summary>The JSON form of a solution.</summary>
    public static SolutionJson Of(Solved solved) => new(
        $"{Text.Print(solved.Solution.Zero)} == 0",
        solved.Solution.Variable.Name,
        Text.Print(solved.Solution.Value),
        Language.Latex.Print(solved.Solution.Value),
        Text.Print(solved.Shared.Root),
        solved.Shared.Abbreviations,
        DecisionJson.Of(solved.Sufficient),
        DecisionJson.Of(solved.Necessary));

    /// <summary>The text.</summary>
    public string Write() => JsonText.Write(this);
}
