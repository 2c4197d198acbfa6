using System.ComponentModel;
using System.Diagnostics;

namespace DerivationKit.Tests.Architecture;

// Not [CallerFilePath]: a build with ContinuousIntegrationBuild=true rewrites it to a folder that does not exist.
internal static class Repository
{
    private static readonly HashSet<string> Generated = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    // In a linked work tree .git is a file that points to the repository.
    private const string GitLink = ".git";

    // Editors and version control keep their state in dot folders; these two are ours.
    private static readonly HashSet<string> DotFolders = [".ci", ".config"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder = "") => Walk(new DirectoryInfo(Path.Combine(Root, folder)));

    // The committed or staged files; in an unpacked archive, or without git, everything that is not generated.
    public static IEnumerable<string> Tracked() =>
        GitFiles() is { Length: > 0 } listed ? listed.Select(name => Path.Combine(Root, name)).Where(File.Exists) : Files();

    public static IEnumerable<string> Sources(string folder) =>
        Files(folder).Where(file => Path.GetExtension(file) is ".cs" or ".fs");

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string[] GitFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            string names = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? names.Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (Win32Exception)
        {
            return []; // git is not installed
        }
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => file.Name != GitLink).Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(IsOurs).SelectMany(Walk));

    private static bool IsOurs(DirectoryInfo folder) =>
        !Generated.Contains(folder.Name) && (folder.Name[0] != '.' || DotFolders.Contains(folder.Name));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DerivationKit.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from inside a checkout.");
    }
}
