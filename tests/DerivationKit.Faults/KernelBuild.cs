using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DerivationKit.Faults;

/// <summary>Compiles the kernel from its sources, whole or with a fault, and loads the kit around it.</summary>
internal sealed class KernelBuild
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);
    private readonly CSharpCompilation sound;

    public KernelBuild(string root)
    {
        string folder = Path.Combine(root, "src", "DerivationKit.Kernel");
        Sources = [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(folder, file).StartsWith("bin", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Parsing, file))];
        const string usual = """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("DerivationKit.Tests")]
            """;
        sound = CSharpCompilation.Create(
            "DerivationKit.Kernel", [.. Sources, CSharpSyntaxTree.ParseText(usual, Parsing)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The files of the kernel.</summary>
    public ImmutableArray<SyntaxTree> Sources { get; }

    /// <summary>Writes the kernel with a fault, or a sound one, to a file; answers no where the fault does not compile.</summary>
    public bool Write(Fault? fault, string file)
    {
        CSharpCompilation compilation = fault is null ? sound : sound.ReplaceSyntaxTree(Sources.First(s => Path.GetFileName(s.FilePath) == fault.File), fault.Tree);
        return compilation.Emit(file).Success;
    }
}

/// <summary>The assemblies of the kit, with another kernel than that beside them.</summary>
internal sealed class KitContext(string kernel) : AssemblyLoadContext
{
    /// <summary>What <see cref="Probe.Run"/> says there.</summary>
    public string Run(string claims)
    {
        Assembly probe = LoadFromAssemblyPath(typeof(Probe).Assembly.Location);
        MethodInfo run = probe.GetType(typeof(Probe).FullName!)!.GetMethod(nameof(Probe.Run))!;
        return (string)run.Invoke(null, [claims])!;
    }

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == "DerivationKit.Kernel")
        {
            return LoadFromAssemblyPath(kernel);
        }

        string beside = Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll");
        return name.Name!.StartsWith("DerivationKit", StringComparison.Ordinal) && File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
    }
}
