using System.Collections.Immutable;
using System.Text.Json;
using DerivationKit.Language;

namespace DerivationKit.Tests.Corpus;

/// <summary>One line of a file of the corpus.</summary>
/// <param name="Family">The name of the file.</param>
/// <param name="Id">A name of its own.</param>
/// <param name="Variables">Names and types.</param>
/// <param name="Given">Facts.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="IsTrue">Whether it is an identity, and not a false twin of one.</param>
/// <param name="TwinOf">The identity that a false twin is made from.</param>
internal sealed record CorpusLine(
    string Family, string Id, ImmutableArray<(string Name, string Type)> Variables, ImmutableArray<string> Given,
    string Claim, string Source, bool IsTrue, string? TwinOf)
{
    /// <summary>All lines of all files in a folder.</summary>
    public static ImmutableArray<CorpusLine> Load(string folder) =>
        [.. from file in Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)
            from line in File.ReadLines(file)
            select Parse(Path.GetFileNameWithoutExtension(file), line)];

    /// <summary>The claim, read.</summary>
    public Claim Read() => Scope.FromTypes(Variables, Given).ParseClaim(Claim);

    private static CorpusLine Parse(string family, string text)
    {
        using var document = JsonDocument.Parse(text);
        JsonElement line = document.RootElement;
        return new(
            family,
            Text("id"),
            [.. line.GetProperty("vars").EnumerateObject().Select(v => (v.Name, v.Value.GetString()!))],
            [.. line.GetProperty("given").EnumerateArray().Select(fact => fact.GetString()!)],
            Text("claim"),
            Text("source"),
            Text("expect") switch { "proved" => true, "refuted" => false, var other => throw new FormatException($"expect: {other}") },
            line.TryGetProperty("twin_of", out JsonElement twin) ? twin.GetString() : null);

        string Text(string member) => line.GetProperty(member).GetString()!;
    }
}
