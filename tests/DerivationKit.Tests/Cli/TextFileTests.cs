using DerivationKit.Cli;
using DerivationKit.Cli.Files;

namespace DerivationKit.Tests.Cli;

public sealed class TextFileTests
{
    [Fact]
    public void What_is_written_is_read_back_whole()
    {
        using Folder folder = new();
        string path = folder["deep/er.txt"];
        TextFile.Write(path, "∂x/∂y\nδ");
        TextFile.Write(path, "θ");
        Assert.Equal("θ", TextFile.Read(new(path), 2, "θ"));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_link_stays_one_and_its_target_is_written()
    {
        using Folder folder = new();
        string target = folder.Write("target.txt", "old");
        string link = folder["link.txt"];
        File.CreateSymbolicLink(link, target);
        TextFile.Write(link, "new");
        Assert.Equal((target, "new"), (new FileInfo(link).LinkTarget, File.ReadAllText(target)));
    }

    [Fact]
    public void Where_a_folder_stands_nothing_is_written_and_nothing_left()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["taken"]);
        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => TextFile.Write(folder["taken"], "text")).Message);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Theory]
    [InlineData(5, "θθθ", "has more than 5 bytes")]
    [InlineData(6, "θθθ", null)]
    public void The_limit_counts_bytes(int limit, string text, string? problem)
    {
        using Folder folder = new();
        FileInfo file = new(folder.Write("limited.txt", text));
        if (problem is null)
        {
            Assert.Equal(text, TextFile.Read(file, limit, "it"));
        }
        else
        {
            Assert.StartsWith($"it {problem}", Assert.Throws<InputException>(() => TextFile.Read(file, limit, "it")).Message);
        }
    }
}
