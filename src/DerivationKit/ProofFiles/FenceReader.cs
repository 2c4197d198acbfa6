using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DerivationKit.ProofFiles;

/// <summary>Finds the fenced blocks of a Markdown file. Every fence that a Markdown renderer may see is either read or an error, so that
/// nothing looks like a checked claim and is none: fences stand at the left margin, and raw HTML, which could hide one, is refused.</summary>
internal sealed partial class FenceReader(string file, ImmutableArray<string> lines)
{
    private const string Mark = "```";

    /// <summary>All fences, in order.</summary>
    /// <exception cref="ProofFileException">A fence is malformed or not closed, or a line begins with raw HTML.</exception>
    public ImmutableArray<Fence> Read()
    {
        var fences = ImmutableArray.CreateBuilder<Fence>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (IsFenceLike(lines[i]))
            {
                Fence fence = ReadFrom(i);
                fences.Add(fence);
                i = fence.LastLine - 1;
            }
            else if (lines[i].TrimStart() is ['<', ..])
            {
                throw Error(i, "a line of a proof file does not begin with <, because raw HTML could hide a claim");
            }
        }

        return fences.ToImmutable();
    }

    private Fence ReadFrom(int opening)
    {
        (string label, string arguments) = Words(opening);
        for (int i = opening + 1; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd(' ', '\t') == Mark)
            {
                string content = string.Join('\n', lines[(opening + 1)..i]);
                return new(label, arguments, content, opening + 1, i + 1);
            }

            if (IsFenceLike(lines[i]))
            {
                throw Error(i, $"this fence begins before the one of line {opening + 1} is closed by a line ```");
            }
        }

        throw Error(opening, "this fence is never closed by a line ```");
    }

    private (string Label, string Arguments) Words(int opening)
    {
        string line = lines[opening];
        if (!line.StartsWith(Mark) || line.LastIndexOf('`') >= Mark.Length)
        {
            throw Error(opening, "a fence opens with ``` at the left margin, followed by its label");
        }

        string words = line[Mark.Length..].Trim();
        int blank = words.IndexOfAny([' ', '\t']);
        return blank < 0 ? (words, "") : (words[..blank], words[blank..].Trim());
    }

    private ProofFileException Error(int line, string problem) => new(file, line + 1, 1, problem);

    // Marks behind blanks, quotation and list marks count too, and so do tildes.
    private static bool IsFenceLike(string line) => FenceLike().IsMatch(line);

    [GeneratedRegex(@"^[\s>*+\-0-9.)]*(```|~~~)")]
    private static partial Regex FenceLike();
}
