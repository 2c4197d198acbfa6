using System.Collections.Immutable;
using System.Text.Json;
using DerivationKit.Cli.Batch;
using DerivationKit.Language;
using DerivationKit.SelfTest;

namespace DerivationKit.Cli.SelfTest;

/// <summary>Reads the true claims on which a self-test rests.</summary>
internal static class ClaimFiles
{
    /// <summary>The claims that come with the command: three of each family of the corpus, all proved by the kit and each with its source.</summary>
    public static ImmutableArray<BaseClaim> Shipped()
    {
        using Stream data = typeof(ClaimFiles).Assembly.GetManifestResourceStream("claims.jsonl")!;
        using StreamReader reader = new(data);
        return Of("claims.jsonl", reader.ReadToEnd().Split('\n'));
    }

    /// <summary>The claims of a file in the form that <c>derive prove --claims</c> reads; lines that expect another verdict than "proved" are left
    /// out.</summary>
    /// <exception cref="InputException">The file or a line cannot be read.</exception>
    public static ImmutableArray<BaseClaim> Of(FileInfo file) => Of(file.Name, BatchFile.Lines(file));

    private static ImmutableArray<BaseClaim> Of(string file, IEnumerable<string> lines)
    {
        var claims = ImmutableArray.CreateBuilder<BaseClaim>();
        foreach ((int index, string text) in lines.Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)))
        {
            try
            {
                var line = BatchLine.Parse(text);
                if (IsTrue(text))
                {
                    claims.Add(new(line.Id.Text, line.Read()));
                }
            }
            catch (Exception e) when (e is InputException or SyntaxException or ShapeException)
            {
                throw new InputException($"{file}, line {index + 1}: {e.Message}");
            }
        }

        return claims.Count > 0 ? claims.ToImmutable() : throw new InputException($"{file} has no true claims");
    }

    private static bool IsTrue(string line)
    {
        using var document = JsonDocument.Parse(line);
        return !document.RootElement.TryGetProperty("expect", out JsonElement expected) || (expected.ValueKind == JsonValueKind.String && expected.ValueEquals("proved"));
    }
}
