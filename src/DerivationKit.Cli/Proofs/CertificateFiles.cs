using System.Text;
using DerivationKit.Certificates;

namespace DerivationKit.Cli.Proofs;

/// <summary>Certificates on disk.</summary>
internal static class CertificateFiles
{
    private const long LargestFile = 1 << 28;

    /// <summary>Writes the certificate of a proved claim; for another verdict there is nothing to write.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(Verdict verdict, FileInfo file)
    {
        if (verdict is not Verdict.ProvedAllDimensions proved)
        {
            return;
        }

        try
        {
            file.Directory?.Create();
            using StreamWriter text = new(file.FullName, append: false, new UTF8Encoding(false));
            proved.Certificate.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the certificate cannot be written: {e.Message}");
        }
    }

    /// <summary>Lets a reader make something of a file's text.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static T Read<T>(FileInfo file, Func<TextReader, T> read)
    {
        try
        {
            if (file.Exists && file.Length > LargestFile)
            {
                throw new InputException($"{file} has {file.Length} bytes; a certificate has at most {LargestFile}");
            }

            using StreamReader text = new(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return read(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new InputException($"{file} cannot be read: {e.Message}");
        }
    }
}
