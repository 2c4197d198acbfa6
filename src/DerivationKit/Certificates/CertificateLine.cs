using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Certificates;

/// <summary>One line of a certificate, read strictly: no field is unknown, none occurs twice, each has its type.</summary>
internal sealed class CertificateLine
{
    private const int LongestLine = 10_000_000;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly JsonObject fields;
    private readonly int number;

    private CertificateLine(JsonObject fields, int number) => (this.fields, this.number) = (fields, number);

    /// <summary>The name of the first field: what the line is about.</summary>
    public string Kind => fields.Count == 0 ? throw Wrong("the line is empty") : fields.GetAt(0).Key;

    /// <summary>The next line; none at the end.</summary>
    public static CertificateLine? Next(TextReader text, int number)
    {
        if (text.ReadLine() is not { } line)
        {
            return null;
        }

        try
        {
            return line.Length <= LongestLine && JsonNode.Parse(line, null, Strict) is JsonObject fields
                ? new(fields, number)
                : throw new CertificateException($"line {number}: not one JSON object");
        }
        catch (JsonException)
        {
            throw new CertificateException($"line {number}: not one JSON object with different fields");
        }
    }

    /// <summary>Refuses fields of other names.</summary>
    public CertificateLine Only(params ReadOnlySpan<string> names)
    {
        foreach ((string name, _) in fields)
        {
            if (!names.Contains(name))
            {
                throw Wrong($"unknown field {Shown.Of(name)}");
            }
        }

        return this;
    }

    /// <summary>Something is wrong with this line.</summary>
    public CertificateException Wrong(string what) => new($"line {number}: {what}");

    /// <summary>Refuses the line where a condition does not hold.</summary>
    public void Require(bool condition, string why)
    {
        if (!condition)
        {
            throw Wrong(why);
        }
    }

    /// <summary>A text; empty where the field is absent and may be.</summary>
    public string Text(string field, bool optional = false) => Get(field, optional) is { } node ? AsText(field, node) : "";

    /// <summary>A name, or a fresh one with its ~: no separator of hashes occurs in it, so that two things with one hash are one.</summary>
    public string Name(string field, string name) => name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '_' or '′' or '~')
        ? name
        : throw Wrong($"{field} '{name}' is no name");

    /// <summary>A whole number within bounds.</summary>
    public int Number(string field, int least, int bound) =>
        AsNumber(field, Get(field, false)!) is var n && n >= least && n < bound ? n : throw Wrong($"{field} is out of range");

    /// <summary>Whole numbers; none where the field is absent.</summary>
    public ImmutableArray<int> Numbers(string field) => [.. Items(field, true).Select(n => AsNumber(field, n))];

    /// <summary>Whole numbers from 0 up to a bound; none where the field is absent.</summary>
    public ImmutableArray<int> Numbers(string field, int bound) =>
        Numbers(field) is var numbers && numbers.All(n => n >= 0 && n < bound) ? numbers : throw Wrong($"{field} refers to what does not come before");

    /// <summary>Texts; none where the field is absent and may be.</summary>
    public ImmutableArray<string> Texts(string field, bool optional = false) => [.. Items(field, optional).Select(n => AsText(field, n))];

    /// <summary>Tensors: names with dimensions.</summary>
    public ImmutableArray<Formal> Tensors(string field) => [.. Items(field, false).Select(n =>
        n is JsonArray { Count: 2 } pair && pair[0] is { } name && pair[1] is JsonArray dimensions
            ? new Formal(Name(field, AsText(field, name)), [.. dimensions.Select(d => Dimension(AsText(field, d)))])
            : throw Wrong($"{field} holds no tensors"))];

    /// <summary>Conditions: kinds with nodes.</summary>
    public ImmutableArray<(ConditionKind Kind, int Node)> Conditions(string field, int bound) => [.. Items(field, false).Select(n =>
        n is JsonArray { Count: 2 } pair && pair[0] is { } kind && pair[1] is { } node
        && NodeNames.Kind(AsText(field, kind)) is { } known && AsNumber(field, node) is var at && at >= 0 && at < bound
            ? (known, at)
            : throw Wrong($"{field} holds no conditions"))];

    /// <summary>The fields of an object.</summary>
    public IEnumerable<(string Name, JsonNode Value)> Fields(string field) => Get(field, false) is JsonObject o
        ? o.Select(f => (f.Key, f.Value ?? throw Wrong($"{field} holds null")))
        : throw Wrong($"{field} is no object");

    /// <summary>A dimension: a name or a positive number.</summary>
    public Dimension Dimension(string text)
    {
        try
        {
            Dimension dimension = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? Kernel.Dimension.Of(size) : Kernel.Dimension.Named(text);
            return dimension.Text == text ? dimension : throw Wrong($"'{Shown.Of(text)}' is no dimension");
        }
        catch (ArgumentException)
        {
            throw Wrong($"'{Shown.Of(text)}' is no dimension");
        }
    }

    /// <summary>An exact number.</summary>
    public Rational Rational(string text) => RationalText.TryParse(text, out Rational value) && value.ToString() == text ? value : throw Wrong($"'{Shown.Of(text)}' is no exact number");

    /// <summary>A text.</summary>
    public string AsText(string field, JsonNode? node) =>
        node is JsonValue v && v.TryGetValue(out string? text) ? text : throw Wrong($"{field} is no text");

    /// <summary>A whole number.</summary>
    public int AsNumber(string field, JsonNode? node) =>
        node is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetValue(out int number) ? number : throw Wrong($"{field} is no whole number");

    private JsonArray Items(string field, bool optional) => Get(field, optional) switch
    {
        null => [],
        JsonArray a => a,
        _ => throw Wrong($"{field} is no list"),
    };

    private JsonNode? Get(string field, bool optional) =>
        fields.TryGetPropertyValue(field, out JsonNode? node) && node is not null ? node
        : optional && !fields.ContainsKey(field) ? null
        : throw Wrong($"{field} is missing");
}
