using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DerivationKit.Certificates;
using DerivationKit.Cli.Files;
using DerivationKit.Cli.Json;

namespace DerivationKit.Cli.Refutations;

/// <summary>A folder of refutations, one file for each claim, named by its hash. What is in it is never believed: it says where to look first.</summary>
internal sealed partial class RefutationDatabase
{
    private const int MostFiles = 10_000;
    private const int MostSimilar = 20;
    private const int MostWarnings = 20;

    private readonly DirectoryInfo folder;
    private readonly TextWriter warnings;
    private readonly ImmutableSortedDictionary<string, Refutation> entries;

    private RefutationDatabase(DirectoryInfo folder, TextWriter warnings)
    {
        (this.folder, this.warnings) = (folder, warnings);
        entries = Read();
    }

    /// <summary>Reads the folder, which need not exist; what is no refutation is passed over with a warning that names it.</summary>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static RefutationDatabase Open(DirectoryInfo folder, TextWriter warnings)
    {
        try
        {
            return new(folder, warnings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the folder {folder} cannot be read: {e.Message}");
        }
    }

    /// <summary>Where to look first for a counterexample to a claim: where this claim was refuted, then where claims about variables of the same names
    /// and dimensions were. What is saved meanwhile is not among them, so that an answer does not depend on the order of the claims.</summary>
    public ImmutableArray<Instance> For(Claim claim)
    {
        var text = ClaimText.Of(claim);
        string[] variables = [.. claim.Variables.Select(v => v.Name)];
        IEnumerable<Refutation> similar = entries.Values
            .Where(r => r.Claim.Hash != text.Hash && r.Instance.Inputs.Keys.SequenceEqual(variables))
            .Take(MostSimilar);
        return [.. (entries.TryGetValue(text.Hash, out Refutation? same) ? [same] : Array.Empty<Refutation>()).Concat(similar).Select(r => r.Instance)];
    }

    /// <summary>Keeps the counterexample to a claim; that it cannot be kept is only worth a warning.</summary>
    public void Save(Claim claim, Instance counterexample, ulong seed)
    {
        Refutation refutation = new(ClaimText.Of(claim), seed, counterexample);
        try
        {
            TextFile.Write(Path.Combine(folder.FullName, $"{refutation.Claim.Hash}.json"), RefutationJson.Of(refutation).Write());
        }
        catch (InputException e)
        {
            warnings.WriteLine($"derive: warning: {e.Message}");
        }
    }

    private ImmutableSortedDictionary<string, Refutation> Read()
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, Refutation>(StringComparer.Ordinal);
        int ignored = 0;
        FileSystemInfo[] files = folder.Exists || File.Exists(folder.FullName) ? folder.GetFileSystemInfos() : [];
        foreach (FileSystemInfo file in files.OrderBy(f => f.Name, StringComparer.Ordinal).Take(MostFiles))
        {
            try
            {
                Refutation refutation = Entry(file);
                found.Add(refutation.Claim.Hash, refutation);
            }
            catch (InputException e)
            {
                Warn(ignored++, $"{file.Name} is ignored: {e.Message}");
            }
        }

        Warn(files.Length > MostFiles ? 0 : MostWarnings, $"only the first {MostFiles} of {files.Length} files are read");
        Warn(ignored > MostWarnings ? 0 : MostWarnings, $"{ignored - MostWarnings} more files are ignored");
        return found.ToImmutable();
    }

    // A link could lead anywhere.
    private static Refutation Entry(FileSystemInfo file)
    {
        if (file is not FileInfo { LinkTarget: null } entry || !NameOfEntry().IsMatch(file.Name))
        {
            throw new InputException("an entry is a file with the hash of a claim as its name, and no link");
        }

        Refutation refutation = RefutationReader.Entry(TextFile.Read(entry, RefutationReader.LargestFile, "it"));
        return $"{refutation.Claim.Hash}.json" == file.Name ? refutation : throw new InputException("its name is not the hash of its claim");
    }

    private void Warn(int number, string what)
    {
        if (number < MostWarnings)
        {
            warnings.WriteLine($"derive: warning: {folder}: {what}");
        }
    }

    [GeneratedRegex("^[0-9a-f]{64}\\.json$")]
    private static partial Regex NameOfEntry();
}
