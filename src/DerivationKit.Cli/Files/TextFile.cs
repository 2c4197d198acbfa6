using System.Text;

namespace DerivationKit.Cli.Files;

/// <summary>Text files in UTF-8: read whole up to a limit, and written so that nobody ever sees a part of one.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, without a byte order mark.</summary>
    /// <param name="file">The file; a pipe or a device will do.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="InputException">It cannot be read, is larger than the limit, or is not UTF-8.</exception>
    public static string Read(FileInfo file, int limit, string name)
    {
        try
        {
            using FileStream stream = file.OpenRead();
            using MemoryStream bytes = new();
            // A device has no length, and may have no end.
            byte[] part = new byte[1 << 16];
            for (int length = stream.Read(part); length > 0; length = stream.Read(part))
            {
                bytes.Write(part, 0, length);
                if (bytes.Length > limit)
                {
                    throw new InputException($"{name} has more than {limit} bytes, the most that such a file may have");
                }
            }

            return Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"{name} is no text file: byte {e.Index} is not UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name} cannot be read: {e.Message}");
        }
    }

    /// <summary>Writes a file, and the folder that it is in.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            FileInfo named = new(path);
            FileInfo target = named.LinkTarget is null ? named : (FileInfo)named.ResolveLinkTarget(returnFinalTarget: true)!;
            target.Directory!.Create();
            if (target is { Exists: true, Length: 0 })
            {
                // A device or a pipe looks like an empty file, and no other file may take its place.
                File.WriteAllText(target.FullName, text, Strict);
            }
            else
            {
                Replace(target, text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be written: {e.Message}");
        }
    }

    private static void Replace(FileInfo target, string text)
    {
        string unfinished = Path.Combine(target.DirectoryName!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllText(unfinished, text, Strict);
            File.Move(unfinished, target.FullName, overwrite: true);
        }
        finally
        {
            // Nothing is left of it unless the writing or the moving failed.
            File.Delete(unfinished);
        }
    }
}
