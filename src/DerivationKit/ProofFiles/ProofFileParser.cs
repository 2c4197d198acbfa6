using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DerivationKit.Language;

namespace DerivationKit.ProofFiles;

/// <summary>Makes claims of the fences of a file.</summary>
internal sealed partial class ProofFileParser(string file, ImmutableArray<Fence> fences)
{
    private static readonly string[] Labels = ["given", "prove", "refute", "conditions", "math"];

    private readonly List<ProofClaim> claims = [];
    private Scope scope = Scope.Empty;
    private int given;
    private bool followsClaim;

    /// <summary>The claims, in order.</summary>
    /// <exception cref="ProofFileException">A fence has another label, is out of place, or holds what cannot be read.</exception>
    public ImmutableArray<ProofClaim> Parse()
    {
        foreach (Fence fence in fences)
        {
            Read(fence);
        }

        return claims.Count > 0
            ? [.. claims]
            : throw new ProofFileException(file, 1, 1, "a proof file holds at least one claim, in a fence ```prove NAME");
    }

    private void Read(Fence fence)
    {
        switch (fence.Label)
        {
            case "given":
                RequireBare(fence);
                (scope, given, followsClaim) = (Reading(fence, () => Scope.Parse(fence.Content)), claims.Count, false);
                break;
            case "prove":
                Add(fence, ProveArguments(), m => new Demand.Prove([], LevelOf(fence, m.Groups["level"].Value)), "```prove NAME, or ```prove NAME require LEVEL");
                break;
            case "refute":
                Add(fence, RefuteArguments(), m => new Demand.Refute(Twin(fence, m.Groups["twin"].Value)), "```refute NAME of TWIN");
                break;
            case "conditions":
                RequireBare(fence);
                AddConditions(fence);
                break;
            case "math":
                RequireBare(fence);
                AddFormula(fence);
                break;
            default:
                throw UnknownLabel(fence);
        }
    }

    private void Add(Fence fence, Regex arguments, Func<Match, Demand> demand, string form)
    {
        Match match = arguments.Match(fence.Arguments);
        if (!match.Success)
        {
            throw Error(fence, $"the fence opens as {form}, where a name has up to 80 letters, digits, '-', '_' and '.'");
        }

        string name = match.Groups["name"].Value;
        if (claims.Find(c => c.Name == name) is { } known)
        {
            throw Error(fence, $"{name} is already a claim in line {known.Line}");
        }

        claims.Add(Reading(fence, () => new ProofClaim(file, fence.FirstLine, name, demand(match), scope.ParseClaim(fence.Content))
        {
            LastLine = fence.LastLine,
        }));
        followsClaim = true;
    }

    // A twin shares the declarations: it stands above, after the same given.
    private string Twin(Fence fence, string twin) => claims.Skip(given).Any(c => c.Name == twin && c.Demand is Demand.Prove)
        ? twin
        : throw Error(fence, $"{twin} is no claim to prove between the last given and this fence, so a refutation cannot be of it");

    private Level? LevelOf(Fence fence, string name) => name.Length == 0
        ? null
        : Levels.Find(name) ?? throw Error(fence, $"'{Shown.Of(name)}' is no level; the levels are {string.Join(", ", Levels.Names)}");

    private void AddConditions(Fence fence)
    {
        ProofClaim claim = Above(fence);
        string[] conditions = [.. fence.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        claims[^1] = (claim.Demand, conditions) switch
        {
            (_, []) => throw Error(fence, "a conditions fence holds at least one condition, one a line"),
            (Demand.Prove { Conditions.IsEmpty: true } prove, _) => claim with { Demand = prove with { Conditions = [.. conditions.Distinct()] } },
            _ => throw Error(fence, $"{claim.Name} takes no conditions: it has some already, or is to be refuted"),
        };
    }

    private void AddFormula(Fence fence)
    {
        ProofClaim claim = Above(fence);
        claims[^1] = claim.Shown is null
            ? claim with { Shown = fence }
            : throw Error(fence, $"{claim.Name} has a displayed formula already, in line {claim.Shown.FirstLine}");
    }

    private ProofClaim Above(Fence fence) =>
        followsClaim ? claims[^1] : throw Error(fence, $"a {fence.Label} fence stands below the claim that it belongs to");

    private void RequireBare(Fence fence)
    {
        if (fence.Arguments.Length > 0)
        {
            throw Error(fence, $"nothing follows the label {fence.Label} on its line");
        }
    }

    private ProofFileException UnknownLabel(Fence fence)
    {
        string found = fence.Label.Length == 0 ? "this fence has no label" : $"'{Shown.Of(fence.Label)}' is no label of a fence";
        string guess = Suggestions.ForName(fence.Label, Labels);
        return Error(fence, $"{found}; {(guess.Length == 0 ? "" : guess + " ")}the labels are {string.Join(", ", Labels)}; other code is indented by four spaces");
    }

    private ProofFileException Error(Fence fence, string problem) => new(file, fence.FirstLine, 1, problem);

    // Lines of a fence's content begin one below its opening mark.
    private T Reading<T>(Fence fence, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SyntaxException e)
        {
            throw new ProofFileException(file, fence.FirstLine + e.Line, e.Column, e.Problem, $"    {e.SourceLine}\n    {e.CaretLine}");
        }
        catch (InvalidOperationException e)
        {
            throw Error(fence, e.Message);
        }
    }

    private const string NamePattern = "[A-Za-z0-9][A-Za-z0-9_.-]{0,79}";

    [GeneratedRegex($@"^(?<name>{NamePattern})(\s+require\s+(?<level>\S+))?$")]
    private static partial Regex ProveArguments();

    [GeneratedRegex($@"^(?<name>{NamePattern})\s+of\s+(?<twin>{NamePattern})$")]
    private static partial Regex RefuteArguments();
}
