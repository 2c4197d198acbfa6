using System.Diagnostics;

namespace DerivationKit.Faults;

/// <summary>Runs kernels on claims, each in a process of its own.</summary>
internal sealed class Probing : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");
    private readonly string claims;

    public Probing(KernelBuild build, string claims)
    {
        (Build, Claims, this.claims) = (build, claims.Split('\n').Length, Path.Combine(folder.FullName, "claims.jsonl"));
        File.WriteAllText(this.claims, claims);
    }

    /// <summary>Makes the kernels.</summary>
    public KernelBuild Build { get; }

    /// <summary>How many claims there are.</summary>
    public int Claims { get; }

    /// <summary>Whether the last fault compiled.</summary>
    public bool Compiles { get; private set; }

    /// <summary>Whether a line is about a false claim.</summary>
    public static bool IsFalse(string line) => line.Contains(" false", StringComparison.Ordinal);

    /// <summary>What the kit says around this kernel; nothing if it does not compile, crashes or hangs.</summary>
    public string[]? Run(Fault? fault)
    {
        string kernel = Path.Combine(folder.FullName, "DerivationKit.Kernel.dll");
        Compiles = Build.Write(fault, kernel);
        if (!Compiles)
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Command, "--probe", kernel, claims]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill();
            return null;
        }

        return process.ExitCode == 0 ? text.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
    }

    public void Dispose() => folder.Delete(recursive: true);

    // Under dotnet the program is its first argument.
    private static IEnumerable<string> Command => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Probing).Assembly.Location] : [];
}
