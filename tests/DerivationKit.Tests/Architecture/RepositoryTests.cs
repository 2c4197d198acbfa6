using System.Text.RegularExpressions;

namespace DerivationKit.Tests.Architecture;

// What is committed must mean the same on every machine.
public partial class RepositoryTests
{
    private static readonly HashSet<string> Binary = [".png", ".woff2", ".ico", ".pdf", ".snk"];

    [Fact]
    public void No_file_names_a_folder_of_one_machine() => AssertNone(MachinePath());

    [Fact]
    public void No_file_names_a_package_registry() => AssertNone(RegistryHost());

    [Fact]
    public void Lines_end_with_a_line_feed_alone() => AssertNone(CarriageReturn());

    [Fact]
    public void Every_project_has_its_lock_file()
    {
        string[] unlocked = [.. Repository.Tracked()
            .Where(file => Path.GetExtension(file) is ".csproj" or ".fsproj")
            .Where(file => !Repository.Relative(file).StartsWith("examples/", StringComparison.Ordinal))
            .Where(file => !File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "packages.lock.json")))
            .Select(Repository.Relative)];
        Assert.Empty(unlocked);
    }

    // The samples are put together here, so that this file does not contain what it forbids.
    [Theory]
    [InlineData("/home", "/ada/notes.md")]
    [InlineData("see (/Users", "/ada/kit)")]
    [InlineData(@"C:\Us", @"ers\Ada\kit")]
    [InlineData("file:///wo", "rk/kit")]
    public void A_machine_path_is_recognised(string start, string end) => Assert.Matches(MachinePath(), start + end);

    [Theory]
    [InlineData("src/home/page.cs")]
    [InlineData("~/work/kit")]
    [InlineData("grad(f, X)/tmp")]
    [InlineData("$HOME/tmp/kit")]
    public void A_relative_path_is_not_a_machine_path(string text) => Assert.DoesNotMatch(MachinePath(), text);

    [Theory]
    [InlineData("https://api.nuget", ".org/v3/index.json")]
    [InlineData("registry.npmjs", ".org")]
    [InlineData("https://pypi", ".org/simple")]
    public void A_registry_is_recognised(string start, string end) => Assert.Matches(RegistryHost(), start + end);

    private static void AssertNone(Regex forbidden)
    {
        string[] found = [.. Repository.Tracked()
            .Where(file => !Binary.Contains(Path.GetExtension(file)))
            .Select(file => (Name: Repository.Relative(file), Match: forbidden.Match(File.ReadAllText(file))))
            .Where(file => file.Match.Success)
            .Select(file => $"{file.Name}: {file.Match.Value}")];
        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?<![\w.~)}\]])(?:file://)?/(?:home|Users|root|tmp|work|workspace|mnt)/\w|\b[A-Z]:\\{1,2}(?:Users|Temp|src|dev)\b")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"nuget\.org|npmjs\.(?:org|com)|pypi\.org|pythonhosted\.org|pkgs\.dev\.azure|crates\.io|jfrog\.io", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"\r")]
    private static partial Regex CarriageReturn();
}
