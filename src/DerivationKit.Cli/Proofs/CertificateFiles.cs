using DerivationKit.Cli.Files;

namespace DerivationKit.Cli.Proofs;

/// <summary>Certificates on disk.</summary>
internal static class CertificateFiles
{
    private const int LargestFile = 1 << 26;

    /// <summary>Writes the certificate of a claim that is proved for all dimensions; false for another verdict, which has none.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static bool TryWrite(Verdict verdict, string path)
    {
        if (verdict is not Verdict.ProvedAllDimensions proved)
        {
            return false;
        }

        using StringWriter text = new();
        proved.Certificate.Write(text);
        TextFile.Write(path, text.ToString());
        return true;
    }

    /// <summary>The text of a certificate.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string Read(FileInfo file) => TextFile.Read(file, LargestFile, file.ToString());
}
