using DerivationKit.Cli.Files;
using DerivationKit.ProofFiles;

namespace DerivationKit.Cli.Proofs;

/// <summary>Writes what is generated: formulas in the proof files, and the index of their folder. Nothing else is touched.</summary>
internal static class Updating
{
    /// <summary>The folder after its files were updated.</summary>
    /// <exception cref="InputException">A file cannot be written, or the index would replace another file.</exception>
    public static ProofFolder Update(ProofFolder folder)
    {
        ProofFolder updated = folder with { Proofs = [.. folder.Proofs.Select(Update)] };
        if (updated.FreshIndex is { } index)
        {
            WriteIndex(updated, index);
        }

        return updated;
    }

    private static StoredProof Update(StoredProof proof)
    {
        if (proof.File.Claims.All(c => c.IsDisplayed))
        {
            return proof;
        }

        TextFile.Write(proof.Location.FullName, proof.File.Updated);
        return proof with { File = ProofFile.Parse(proof.File.Path, proof.File.Updated) };
    }

    private static void WriteIndex(ProofFolder folder, string index)
    {
        if (folder.WrittenIndex is null && File.Exists(folder.IndexPath))
        {
            throw new InputException($"{folder.IndexPath} was not generated, so the index does not replace it; rename it first");
        }

        if (folder.WrittenIndex != index)
        {
            TextFile.Write(folder.IndexPath, index);
        }
    }
}
