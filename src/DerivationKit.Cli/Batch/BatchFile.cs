using System.Text;

namespace DerivationKit.Cli.Batch;

/// <summary>A file of claims, read line by line: UTF-8 with lines of at most 16 million characters, however long the file is.</summary>
internal sealed class BatchFile : IDisposable
{
    private const int LongestLine = 1 << 24;

    private readonly FileInfo file;
    private readonly StreamReader text;
    private readonly char[] buffer = new char[1 << 16];
    private int next, end;

    private BatchFile(FileInfo file) =>
        (this.file, text) = (file, new(file.FullName, new UTF8Encoding(true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false));

    /// <summary>The lines of a file, without their ends.</summary>
    /// <exception cref="InputException">The file cannot be opened; while it is read: it is not UTF-8, or a line is too long.</exception>
    public static IEnumerable<string> Lines(FileInfo file)
    {
        try
        {
            return new BatchFile(file).Lines();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file.Name} cannot be read: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => text.Dispose();

    private IEnumerable<string> Lines()
    {
        using (this)
        {
            StringBuilder line = new();
            for (int number = 1; Fill(number);)
            {
                ReadOnlySpan<char> rest = buffer.AsSpan(next, end - next);
                int length = rest.IndexOf('\n');
                line.Append(length < 0 ? rest : rest[..length]);
                next += length < 0 ? rest.Length : length + 1;
                Require(line.Length <= LongestLine, $"line {number} has more than {LongestLine} characters");
                if (length >= 0)
                {
                    yield return line.ToString();
                    line.Clear();
                    number++;
                }
            }

            if (line.Length > 0)
            {
                yield return line.ToString();
            }
        }
    }

    // Whether there is more to read.
    private bool Fill(int number)
    {
        if (next == end)
        {
            try
            {
                (next, end) = (0, text.Read(buffer));
            }
            catch (DecoderFallbackException)
            {
                Require(false, $"what follows line {number - 1} is not UTF-8");
            }
            catch (IOException e)
            {
                Require(false, $"what follows line {number - 1} cannot be read: {e.Message}");
            }
        }

        return end > 0;
    }

    private void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InputException($"{file.Name}: {problem}");
        }
    }
}
