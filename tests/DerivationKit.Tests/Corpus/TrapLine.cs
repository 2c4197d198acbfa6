using System.Collections.Immutable;
using System.Text.Json;

namespace DerivationKit.Tests.Corpus;

/// <summary>One line of a file of traps: a claim that a weaker prover would believe, or a true neighbour of one.</summary>
/// <param name="Claim">The line as the corpus has it.</param>
/// <param name="Expect">refuted; open: false, but not refuted at the numbers and sizes that are tried; undecided: never defined or
/// contradictory; refused: no claim at all; proved: true, if what is needed is stated.</param>
/// <param name="Story">What it defeats, in a sentence; none for a neighbour.</param>
/// <param name="Why">Why it is not refuted.</param>
/// <param name="Rule">The rule of the kernel that would prove it without its side condition.</param>
/// <param name="Needs">The conditions that the verdict has to state.</param>
/// <param name="NeighbourOf">The trap that this line is the true neighbour of.</param>
internal sealed record TrapLine(
    CorpusLine Claim, string Expect, string Story, string Why, string? Rule, ImmutableArray<string> Needs, string? NeighbourOf)
{
    /// <summary>All lines of all files in a folder.</summary>
    public static ImmutableArray<TrapLine> Load(string folder) =>
        [.. from file in Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)
            from line in File.ReadLines(file)
            select Parse(Path.GetFileNameWithoutExtension(file), line)];

    private static TrapLine Parse(string group, string text)
    {
        using var document = JsonDocument.Parse(text);
        JsonElement line = document.RootElement;
        string expect = line.GetProperty("expect").GetString()!, story = Text("story") ?? "";
        return new(
            new(
                group,
                line.GetProperty("id").GetString()!,
                [.. line.GetProperty("vars").EnumerateObject().Select(v => (v.Name, v.Value.GetString()!))],
                List("given"),
                line.GetProperty("claim").GetString()!,
                story,
                expect == "proved",
                null),
            expect, story, Text("why") ?? "", Text("rule"), List("needs"), Text("neighbour_of"));

        string? Text(string member) => line.TryGetProperty(member, out JsonElement value) ? value.GetString() : null;

        ImmutableArray<string> List(string member) =>
            line.TryGetProperty(member, out JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];
    }
}
