using System.Collections.Immutable;
using System.Runtime.Loader;
using System.Reflection;
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

    /// <summary>The kit around a kernel with a fault, or a sound one; none where the fault does not compile.</summary>
    public KitContext? Load(Fault? fault)
    {
        CSharpCompilation compilation = fault is null ? sound : sound.ReplaceSyntaxTree(Sources.First(s => Path.GetFileName(s.FilePath) == fault.File), fault.Tree);
        using MemoryStream image = new();
        return compilation.Emit(image).Success ? new(image.ToArray()) : null;
    }
}

/// <summary>The assemblies of the kit, with another kernel than that beside them.</summary>
internal sealed class KitContext(byte[] kernel) : AssemblyLoadContext(isCollectible: true)
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
            return LoadFromStream(new MemoryStream(kernel));
        }

        string beside = Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll");
        return name.Name!.StartsWith("DerivationKit", StringComparison.Ordinal) && File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
    }
}
