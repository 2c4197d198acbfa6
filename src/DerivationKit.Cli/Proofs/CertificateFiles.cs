using DerivationKit.Cli.Files;

namespace DerivationKit.Cli.Proofs;

/// <summary>Certificates on disk.</summary>
internal static class CertificateFiles
{
    private const int LargestFile = 1 << 26;

    /// <summary>Writes the certificate of a proved claim; for another verdict there is nothing to write.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(Verdict verdict, string path)
    {
        if (verdict is Verdict.ProvedAllDimensions proved)
        {
            using StringWriter text = new();
            proved.Certificate.Write(text);
            TextFile.Write(path, text.ToString());
        }
    }

    /// <summary>The text of a certificate.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string Read(FileInfo file) => TextFile.Read(file, LargestFile, file.ToString());
}
