using System.Collections.Immutable;
using System.Text.Json;
using DerivationKit.Certificates;
using DerivationKit.Cli.Json;
using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Cli.Refutations;

/// <summary>Reads refutations strictly: the entries of a database, and what derive prove --json writes of a refuted claim.</summary>
internal static class RefutationReader
{
    /// <summary>The most bytes of a file.</summary>
    public const int LargestFile = 1 << 20;

    private const int LargestSize = 100;
    private const int MostEntries = 4_096;
    private const int LongestNumber = 200;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly ImmutableArray<string> Keys = ["refutation", "tool", "claim", "variables", "given", "hash", "seed", "sizes", "inputs"];

    /// <summary>An entry of a database.</summary>
    /// <exception cref="InputException">The text is none.</exception>
    public static Refutation Entry(string text) => Reading(text, Entry);

    /// <summary>An entry of a database, or a decision.</summary>
    /// <exception cref="InputException">The text is neither.</exception>
    public static Refutation Any(string text) => Reading(text, root => root.TryGetProperty(Keys[0], out _) ? Entry(root) : Decision(root));

    private static Refutation Reading(string text, Func<JsonElement, Refutation> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            Require(document.RootElement.ValueKind == JsonValueKind.Object, "it holds one JSON object");
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InputException($"it is no refutation: {e.Message}");
        }
    }

    private static Refutation Entry(JsonElement root)
    {
        Require(root.EnumerateObject().Select(member => member.Name).ToHashSet().SetEquals(Keys), $"its keys are {string.Join(", ", Keys)}");
        Require(root.GetProperty("refutation").GetInt32() == RefutationJson.Version, $"only version {RefutationJson.Version} can be read");
        Require(root.GetProperty("tool").ValueKind == JsonValueKind.String, "\"tool\" is a text");
        ClaimText claim = new(Texts(root.GetProperty("variables")), Texts(root.GetProperty("given")), Text(root.GetProperty("claim")));
        Require(claim.Hash == Text(root.GetProperty("hash")), "its hash is not that of its claim");
        ulong seed = 0;
        Require(root.GetProperty("seed") is { ValueKind: JsonValueKind.Number } number && number.TryGetUInt64(out seed), "\"seed\" is a whole number from 0 on");
        return new(claim, seed, InstanceOf(root));
    }

    // Declarations and facts stand in one list there; a declaration is a name and a colon.
    private static Refutation Decision(JsonElement root)
    {
        Require(root.TryGetProperty("verdict", out JsonElement verdict) && Text(verdict) == "refuted", "its \"verdict\" is not \"refuted\"");
        ImmutableArray<string> given = Texts(root.GetProperty("given"));
        ClaimText claim = new(
            [.. given.Where(IsDeclaration)], [.. given.Where(text => !IsDeclaration(text))], Text(root.GetProperty("claim")));
        return new(claim, 0, InstanceOf(root.GetProperty("counterexample")));
    }

    private static bool IsDeclaration(string text) => text.IndexOfAny([':', '(', '<']) is var i and >= 0 && text[i] == ':';

    private static Instance InstanceOf(JsonElement json)
    {
        var sizes = json.GetProperty("sizes").EnumerateObject().ToImmutableSortedDictionary(s => s.Name, s => SizeOf(s.Value), StringComparer.Ordinal);
        var inputs = json.GetProperty("inputs").EnumerateObject().ToImmutableSortedDictionary(i => i.Name, i => ArrayOf(i.Value), StringComparer.Ordinal);
        Require(inputs.Values.Sum(input => input.Entries.Length) <= MostEntries, $"its inputs have at most {MostEntries} entries");
        return new(sizes, inputs);
    }

    private static int SizeOf(JsonElement json)
    {
        int size = 0;
        Require(
            json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out size) && size is >= 1 and <= LargestSize,
            $"a size is a whole number from 1 to {LargestSize}");
        return size;
    }

    private static ExactArray ArrayOf(JsonElement json)
    {
        ImmutableArray<Rational>[] rows = [.. json.EnumerateArray().Select(row => row.EnumerateArray().Select(NumberOf).ToImmutableArray())];
        Require(rows.Length > 0 && rows[0].Length > 0 && rows.All(row => row.Length == rows[0].Length), "an input is a list of rows of one length");
        return new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);
    }

    private static Rational NumberOf(JsonElement json) =>
        Text(json) is { Length: <= LongestNumber } text && RationalText.TryParse(text, out Rational number)
            ? number
            : throw new FormatException($"a number is a text such as \"-3/2\" of at most {LongestNumber} characters");

    private static ImmutableArray<string> Texts(JsonElement json) => [.. json.EnumerateArray().Select(Text)];

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("a text is null");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new FormatException(message);
        }
    }
}
