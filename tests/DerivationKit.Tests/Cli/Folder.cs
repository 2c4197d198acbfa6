using System.Text;

namespace DerivationKit.Tests.Cli;

// A folder for one test.
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("derive-");

    public string Root => directory.FullName;

    public string this[string name] => Path.Combine(Root, name);

    public static string Given(string declarations) => $"```given\n{declarations}\n```\n";

    public static string Prove(string name, string claim) => $"```prove {name}\n{claim}\n```\n";

    public static string Refute(string name, string twin, string claim) => $"```refute {name} of {twin}\n{claim}\n```\n";

    public string Write(string name, params string[] parts) => Write(name, Encoding.UTF8.GetBytes(string.Concat(parts)));

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Read(string name) => File.ReadAllText(this[name]);

    public void Dispose() => directory.Delete(recursive: true);
}
