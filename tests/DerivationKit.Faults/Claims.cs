using System.Text.Json;

namespace DerivationKit.Faults;

/// <summary>The claims that a broken kernel is asked about.</summary>
internal static class Claims
{
    private const int EveryTrue = 40;
    private const int EveryTwin = 20;
    private const int Longest = 60;

    /// <summary>The false traps, and some twins and identities of the corpus: those that are short, since each is asked about for every fault.</summary>
    public static string Sample(string corpus) => string.Join('\n', Lines(Path.Combine(corpus, "traps"), every: 1, isTrue: false)
        .Concat(Lines(corpus, EveryTwin, isTrue: false)).Concat(Lines(corpus, EveryTrue, isTrue: true)));

    private static IEnumerable<string> Lines(string folder, int every, bool isTrue) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => IsShort(line) && IsTrue(line) == isTrue).Where((_, i) => i % every == 0)
        : [];

    private static bool IsTrue(string line) => Member(line, "expect") == "proved";

    private static bool IsShort(string line) => Member(line, "claim").Length <= Longest;

    private static string Member(string line, string name)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty(name).GetString()!;
    }
}

/// <summary>Runs on a stack that is large enough for whatever a broken kernel does.</summary>
internal static class LargeStack
{
    private const int Bytes = 256 << 20;

    public static T Run<T>(Func<T> run)
    {
        T result = default!;
        Thread thread = new(() => result = run(), Bytes);
        thread.Start();
        thread.Join();
        return result;
    }
}
