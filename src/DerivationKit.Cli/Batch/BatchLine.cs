using System.Collections.Immutable;
using System.Text.Json;
using DerivationKit.Language;

namespace DerivationKit.Cli.Batch;

/// <summary>One line of a file of claims: {"id", "vars": {name: type}, "given": [fact], "claim"}.</summary>
internal sealed record BatchLine(BatchId Id, ImmutableArray<(string Name, string Type)> Variables, ImmutableArray<string> Given, string Claim)
{
    /// <summary>The claim that the line states.</summary>
    /// <exception cref="SyntaxException">A type, a fact or the claim cannot be read.</exception>
    public Claim Read() => Scope.FromTypes(Variables, Given).ParseClaim(Claim);

    private static readonly ImmutableArray<string> Keys = ["id", "vars", "given", "claim"];

    // Notes about a claim, which say nothing of what it means, whatever they look like.
    private static readonly ImmutableArray<string> Notes = ["source", "expect", "twin_of", "family", "name", "tags", "note", "comment"];

    /// <summary>Reads a line. A key that looks like a misspelt one is an error, since what it was to say would be lost; others are
    /// notes about the claim.</summary>
    /// <exception cref="InputException">The line is not such an object.</exception>
    public static BatchLine Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement line = document.RootElement;
            Require(line.ValueKind == JsonValueKind.Object, "a line holds one JSON object");
            RequireKnownKeys(line);
            return new(Identity(line), Types(line), Facts(line), Text(line, "claim"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException($"not JSON: {e.Message}");
        }
    }

    /// <summary>The id of a line, as far as it has one.</summary>
    public static BatchId? IdOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } line ? BatchId.Of(line) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static BatchId Identity(JsonElement line) =>
        BatchId.Of(line) ?? throw new InputException("\"id\" is missing, or neither a number nor a text of at most 200 characters without control characters");

    private static void RequireKnownKeys(JsonElement line)
    {
        string[] names = [.. line.EnumerateObject().Select(member => member.Name)];
        foreach (string unknown in names.Except(Keys).Except(Notes))
        {
            string guess = Suggestions.ForName(unknown, Keys);
            Require(guess.Length == 0, $"unknown key \"{Shown.Of(unknown)}\", {guess} a line has the keys {string.Join(", ", Keys)}");
        }

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
        {
            throw new InputException($"the key \"{twice}\" stands twice");
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
