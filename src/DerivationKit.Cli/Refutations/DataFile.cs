using System.Text;

namespace DerivationKit.Cli.Refutations;

/// <summary>Text files of bounded size.</summary>
internal static class DataFile
{
    /// <summary>The text of a file.</summary>
    /// <exception cref="InputException">It cannot be read, is larger than the limit, or is not UTF-8.</exception>
    public static string Read(FileInfo file, int limit)
    {
        try
        {
            using FileStream stream = file.OpenRead();
            byte[] bytes = new byte[limit + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= limit
                ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length)
                : throw new InputException($"it has more than {limit} bytes");
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"it is not UTF-8: byte {e.Index}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"it cannot be read: {e.Message}");
        }
    }

    /// <summary>Writes a file so that nobody ever sees a part of it.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        string unfinished = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(unfinished, text, new UTF8Encoding(false));
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }

            throw new InputException($"{path} cannot be written: {e.Message}");
        }
    }
}
