using System.Text.Json.Nodes;

namespace DerivationKit.Tests.Checking;

/// <summary>Certificates that differ from a given one in one place: a field of a line, or a line.</summary>
internal static class Mutations
{
    private static readonly string[] Kinds = ["nonzero", "nonnegative", "positive", "zero", "semidefinite"];
    private static readonly string[] Ops = ["add", "multiply", "sum", "entry", "delta", "at_least", "determinant"];

    /// <summary>All of them: the changed lines, and what was changed. Rule names are replaced by the given ones.</summary>
    public static IEnumerable<(string Text, string What)> Of(string certificate, IReadOnlyList<string> rules)
    {
        string[] lines = certificate.TrimEnd('\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach ((string line, string what) in OfLine(lines[i], rules))
            {
                yield return (Join([.. lines[..i], line, .. lines[(i + 1)..]]), $"line {i + 1}: {what}");
            }

            yield return (Join([.. lines[..i], .. lines[(i + 1)..]]), $"line {i + 1} dropped");
            yield return (Join([.. lines[..(i + 1)], .. lines[i..]]), $"line {i + 1} twice");
            if (i > 0)
            {
                yield return (Join([.. lines[..(i - 1)], lines[i], lines[i - 1], .. lines[(i + 1)..]]), $"lines {i} and {i + 1} exchanged");
            }
        }

        yield return (string.Concat(certificate.AsSpan(0, certificate.Length / 2), "\n"), "cut in two");
        yield return (certificate + "{\"certificate\":1}\n", "a line more");
    }

    private static string Join(string[] lines) => string.Join('\n', lines) + "\n";

    private static IEnumerable<(string Line, string What)> OfLine(string line, IReadOnlyList<string> rules)
    {
        string[] names = [.. JsonNode.Parse(line)!.AsObject().Select(f => f.Key)];
        foreach (string name in names)
        {
            foreach (JsonNode? changed in Changes(JsonNode.Parse(line)![name]!, name, rules))
            {
                JsonObject copy = JsonNode.Parse(line)!.AsObject();
                copy[name] = changed;
                yield return (copy.ToJsonString(), $"{name} of {line} became {changed?.ToJsonString()}");
            }

            JsonObject without = JsonNode.Parse(line)!.AsObject();
            without.Remove(name);
            yield return (without.ToJsonString(), $"{name} of {line} dropped");
        }

        JsonObject more = JsonNode.Parse(line)!.AsObject();
        more["more"] = 0;
        yield return (more.ToJsonString(), $"a field more in {line}");
    }

    // Each value by others of its kind, and by one of another kind.
    private static IEnumerable<JsonNode?> Changes(JsonNode value, string name, IReadOnlyList<string> rules)
    {
        yield return null;
        switch (value)
        {
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    foreach (JsonNode? changed in Changes(list[i]!, name, rules))
                    {
                        JsonArray copy = list.DeepClone().AsArray();
                        copy[i] = changed;
                        yield return copy;
                    }

                    JsonArray without = list.DeepClone().AsArray();
                    without.RemoveAt(i);
                    yield return without;
                    JsonArray twice = list.DeepClone().AsArray();
                    twice.Insert(i, list[i]!.DeepClone());
                    yield return twice;
                    if (i > 0)
                    {
                        JsonArray swapped = list.DeepClone().AsArray();
                        (JsonNode left, JsonNode right) = (swapped[i - 1]!.DeepClone(), swapped[i]!.DeepClone());
                        (swapped[i - 1], swapped[i]) = (right, left);
                        yield return swapped;
                    }
                }

                JsonArray longer = list.DeepClone().AsArray();
                longer.Add(0);
                yield return longer;
                break;
            case JsonValue number when number.TryGetValue(out int n):
                foreach (int other in new[] { n + 1, n - 1, 0, 1, -1, int.MaxValue, int.MinValue }.Where(o => o != n).Distinct())
                {
                    yield return other;
                }

                break;
            case JsonValue text when text.TryGetValue(out string? t):
                foreach (string other in Texts(t, name, rules).Where(o => o != t))
                {
                    yield return other;
                }

                break;
        }
    }

    private static IEnumerable<string> Texts(string text, string name, IReadOnlyList<string> rules) => name switch
    {
        "rule" => rules,
        "op" => Ops,
        "given" or "conditions" when Kinds.Contains(text) => Kinds,
        "of" or "number" or "weights" => ["", "0", "1", "-1", "2", "1/2", "-1/2", "exp", "log", "n", text + "x"],
        _ => ["", "1", "n", text + "x", text.Length > 1 ? text[1..] : "x"],
    };
}
