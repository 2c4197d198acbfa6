using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DerivationKit.Cli.Json;

/// <summary>Converters for the JSON shapes, generated at compile time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DecisionJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(GradientJson))]
[JsonSerializable(typeof(SolutionJson))]
[JsonSerializable(typeof(SimplifiedJson))]
[JsonSerializable(typeof(FlowJson))]
[JsonSerializable(typeof(CompiledJson))]
[JsonSerializable(typeof(BatchJson))]
[JsonSerializable(typeof(RefutationJson))]
[JsonSerializable(typeof(ReplayJson))]
[JsonSerializable(typeof(ScorecardJson))]
[JsonSerializable(typeof(TrueClaimsJson))]
internal sealed partial class JsonShapes : JsonSerializerContext;

/// <summary>Writes JSON shapes as text.</summary>
internal static class JsonText
{
    // Greek letters stay letters: the text goes to a terminal or a file, never into HTML.
    private static readonly JsonShapes Shapes =
        new(new JsonSerializerOptions(JsonShapes.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly JsonShapes Lines =
        new(new JsonSerializerOptions(Shapes.Options) { WriteIndented = false });

    /// <summary>The JSON text of a shape on one line.</summary>
    public static string WriteLine<T>(T shape) => JsonSerializer.Serialize(shape, typeof(T), Lines);

    /// <summary>The JSON text of a shape.</summary>
    public static string Write<T>(T shape) => JsonSerializer.Serialize(shape, typeof(T), Shapes);

    /// <summary>The name of a value of an enumeration.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
