using System.Collections.Immutable;
using System.Text.Json;
using DerivationKit.Language;

namespace DerivationKit.Cli.Batch;

/// <summary>One line of a file of claims: {"id", "vars": {name: type}, "given": [fact], "claim"}.</summary>
internal sealed record BatchLine(string Id, ImmutableArray<(string Name, string Type)> Variables, ImmutableArray<string> Given, string Claim)
{
    /// <summary>The claim that the line states.</summary>
    /// <exception cref="SyntaxException">A type, a fact or the claim cannot be read.</exception>
    public Claim Read() => Scope.FromTypes(Variables, Given).ParseClaim(Claim);

    /// <summary>Reads a line; members that are not known are left alone.</summary>
    /// <exception cref="InputException">The line is not such an object.</exception>
    public static BatchLine Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement line = document.RootElement;
            Require(line.ValueKind == JsonValueKind.Object, "a line holds one JSON object");
            return new(Text(line, "id"), Types(line), Facts(line), Text(line, "claim"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException($"not JSON: {e.Message}");
        }
    }

    /// <summary>The id of a line, as far as it has one.</summary>
    public static string? IdOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } line && line.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement line, string member) =>
        line.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new InputException($"\"{member}\" is missing or no text");

    private static ImmutableArray<(string, string)> Types(JsonElement line)
    {
        if (!line.TryGetProperty("vars", out JsonElement vars))
        {
            return [];
        }

        Require(vars.ValueKind == JsonValueKind.Object && vars.EnumerateObject().All(v => v.Value.ValueKind == JsonValueKind.String),
            "\"vars\" maps names to types, such as {\"X\": \"matrix(n,m)\"}");
        return [.. vars.EnumerateObject().Select(v => (v.Name, v.Value.GetString()!))];
    }

    private static ImmutableArray<string> Facts(JsonElement line)
    {
        if (!line.TryGetProperty("given", out JsonElement given))
        {
            return [];
        }

        Require(given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(f => f.ValueKind == JsonValueKind.String),
            "\"given\" is a list of facts, such as [\"symmetric(X)\", \"m < n\"]");
        return [.. given.EnumerateArray().Select(f => f.GetString()!)];
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InputException(message);
        }
    }
}
