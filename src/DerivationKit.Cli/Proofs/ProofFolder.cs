using System.Collections.Immutable;
using DerivationKit.Cli.Files;
using DerivationKit.ProofFiles;

namespace DerivationKit.Cli.Proofs;

/// <summary>A proof file on disk.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="File">What it holds.</param>
internal sealed record StoredProof(FileInfo Location, ProofFile File);

/// <summary>A folder or file named on the command line, with the proof files in it.</summary>
/// <param name="Folder">The folder; absent for a single file.</param>
/// <param name="Proofs">Its proof files, folders below included, in the order of their paths.</param>
internal sealed record ProofFolder(DirectoryInfo? Folder, ImmutableArray<StoredProof> Proofs)
{
    private const int LargestFile = 1 << 20;

    /// <summary>The index of the folder as it should be; absent for a single file.</summary>
    public string? FreshIndex => Folder is null
        ? null
        : ProofIndex.Write(Proofs.Select(p => (Slashed(Path.GetRelativePath(Folder.FullName, p.Location.FullName)), p.File)));

    /// <summary>Where the index of the folder is.</summary>
    public string IndexPath => Path.Combine(Folder!.FullName, ProofIndex.FileName);

    /// <summary>The index of the folder as it is; absent if it has none.</summary>
    public string? WrittenIndex =>
        Folder is not null && File.Exists(IndexPath) && Text(new(IndexPath), IndexPath) is var text && ProofIndex.IsIndex(text) ? text : null;

    /// <summary>Reads every proof file at or below a path.</summary>
    /// <param name="path">A file, or a folder.</param>
    /// <param name="problems">Takes what is wrong with a file.</param>
    /// <exception cref="InputException">The path does not exist, or is a folder without proof files.</exception>
    public static ProofFolder Read(string path, ICollection<Exception> problems)
    {
        if (File.Exists(path))
        {
            return new(null, Read([new FileInfo(path)], path, problems));
        }

        if (!Directory.Exists(path))
        {
            throw new InputException(path.StartsWith('-') ? $"there is no option {path}" : $"there is no file or folder {path}");
        }

        DirectoryInfo folder = new(path);
        FileInfo[] files = [.. FilesBelow(folder).OrderBy(f => Slashed(f.FullName), StringComparer.Ordinal)];
        return files.Length > 0
            ? new(folder, Read(files, path, problems))
            : throw new InputException($"{path} holds no proof files: Markdown files other than {ProofIndex.FileName}");
    }

    private static ImmutableArray<StoredProof> Read(FileInfo[] files, string path, ICollection<Exception> problems)
    {
        var proofs = ImmutableArray.CreateBuilder<StoredProof>();
        foreach (FileInfo file in files)
        {
            string shown = Slashed(File.Exists(path) ? path : Path.Combine(path, Path.GetRelativePath(path, file.FullName)));
            try
            {
                proofs.Add(new(file, ProofFile.Parse(shown, Text(file, shown))));
            }
            catch (Exception e) when (e is ProofFileException or InputException)
            {
                problems.Add(e);
            }
        }

        return proofs.ToImmutable();
    }

    // A link could lead out of the folder, or round in circles; passing it over in silence could pass over a claim.
    private static IEnumerable<FileInfo> FilesBelow(DirectoryInfo folder)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            bool isProof = entry is FileInfo && entry.Extension == ".md" && entry.Name != ProofIndex.FileName;
            bool isFolder = entry is DirectoryInfo && !entry.Name.StartsWith('.');
            if ((isProof || isFolder) && entry.LinkTarget is not null)
            {
                throw new InputException($"{entry.FullName} is a link; a folder of proofs holds its files itself");
            }

            foreach (FileInfo file in isFolder ? FilesBelow((DirectoryInfo)entry) : isProof ? [(FileInfo)entry] : [])
            {
                yield return file;
            }
        }
    }

    private static string Text(FileInfo file, string shown)
    {
        string text = TextFile.Read(file, LargestFile, shown);
        return text.Contains('\0') ? throw new InputException($"{shown} is no text file: it holds a NUL character") : text;
    }

    private static string Slashed(string path) => path.Replace('\\', '/');
}
