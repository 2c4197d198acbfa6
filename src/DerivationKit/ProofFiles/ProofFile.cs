using System.Collections.Immutable;

namespace DerivationKit.ProofFiles;

/// <summary>A Markdown file of claims. Only its fenced blocks are read: given (declarations), prove NAME, refute NAME of TWIN, conditions
/// and math (generated); see Format.md.</summary>
public sealed class ProofFile
{
    private readonly ImmutableArray<string> lines;

    private ProofFile(string path, ImmutableArray<string> lines, ImmutableArray<ProofClaim> claims) =>
        (Path, this.lines, Claims) = (path, lines, claims);

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <summary>Its claims, in order; at least one.</summary>
    public ImmutableArray<ProofClaim> Claims { get; }

    /// <summary>The text with every claim's formula displayed below it, generated anew.</summary>
    public string Updated
    {
        get
        {
            List<string> updated = [.. lines];
            foreach (ProofClaim claim in Claims.Reverse())
            {
                Display(claim, updated);
            }

            return string.Join('\n', updated);
        }
    }

    /// <summary>Reads a proof file.</summary>
    /// <exception cref="ProofFileException">The text is no proof file: it holds no claim, a fence or a claim cannot be read, or a name is
    /// used twice.</exception>
    public static ProofFile Parse(string path, string text)
    {
        // Markdown's line ends, and no other: what splits here but not on the page could make a fence that no reader sees.
        ImmutableArray<string> lines = [.. text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n')];
        return new(path, lines, new ProofFileParser(path, new FenceReader(path, lines).Read()).Parse());
    }

    /// <summary>Checks that no name is used in two of the files.</summary>
    /// <exception cref="ProofFileException">A name is used twice.</exception>
    public static void RequireDistinctNames(IEnumerable<ProofFile> files)
    {
        Dictionary<string, ProofClaim> known = [];
        foreach (ProofClaim claim in files.SelectMany(f => f.Claims))
        {
            if (!known.TryAdd(claim.Name, claim))
            {
                ProofClaim first = known[claim.Name];
                throw new ProofFileException(claim.File, claim.Line, 1, $"{claim.Name} is already a claim in {first.File}, line {first.Line}");
            }
        }
    }

    // The formula takes the place of the one displayed, or stands below the claim with a blank line on either side.
    private static void Display(ProofClaim claim, List<string> lines)
    {
        string[] formula = ["```math", .. claim.Display.Split('\n'), "```"];
        if (claim.Shown is { } shown)
        {
            lines.RemoveRange(shown.FirstLine - 1, shown.LastLine - shown.FirstLine + 1);
            lines.InsertRange(shown.FirstLine - 1, formula);
        }
        else
        {
            lines.InsertRange(claim.LastLine, ["", .. formula]);
        }
    }
}
