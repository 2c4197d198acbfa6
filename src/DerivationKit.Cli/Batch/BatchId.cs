using System.Text.Json;
using System.Text.Json.Serialization;

namespace DerivationKit.Cli.Batch;

/// <summary>The id of a line of a file of claims, a text or a number, which is given back as it was written.</summary>
/// <param name="Text">The text, or the digits of the number.</param>
/// <param name="IsNumber">Whether it is written without quotes.</param>
[JsonConverter(typeof(BatchIdConverter))]
internal sealed record BatchId(string Text, bool IsNumber)
{
    // What is shown beside a verdict must neither drown it nor drive a terminal.
    private const int Longest = 200;

    /// <summary>The id of a line; nothing if it has none, or one that cannot be shown.</summary>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public static BatchId? Of(JsonElement line) => !line.TryGetProperty("id", out JsonElement id) ? null : id.ValueKind switch
    {
        JsonValueKind.String when id.GetString()! is { Length: <= Longest } text && !text.Any(char.IsControl) => new(text, false),
        JsonValueKind.Number when id.GetRawText() is { Length: <= Longest } digits => new(digits, true),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Writes an id as it was read.</summary>
internal sealed class BatchIdConverter : JsonConverter<BatchId>
{
    /// <inheritdoc/>
    public override BatchId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BatchId value, JsonSerializerOptions options)
    {
        if (value.IsNumber)
        {
            writer.WriteRawValue(value.Text);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
