using System.Text;
using DerivationKit.Certificates;

namespace DerivationKit.Cli.Proofs;

/// <summary>Certificates on disk.</summary>
internal static class CertificateFiles
{
    private const int LargestFile = 1 << 26;

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
            using MemoryStream bytes = Bounded(file);
            using StreamReader text = new(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return read(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new InputException($"{file} cannot be read: {e.Message}");
        }
    }

    // A device has no length, and no end.
    private static MemoryStream Bounded(FileInfo file)
    {
        MemoryStream bytes = new();
        byte[] part = new byte[1 << 16];
        using FileStream stream = file.OpenRead();
        for (int length = stream.Read(part); length > 0; length = stream.Read(part))
        {
            if (bytes.Length + length > LargestFile)
            {
                throw new InputException($"{file} has more than the {LargestFile} bytes of the largest certificate");
            }

            bytes.Write(part, 0, length);
        }

        bytes.Position = 0;
        return bytes;
    }
}
