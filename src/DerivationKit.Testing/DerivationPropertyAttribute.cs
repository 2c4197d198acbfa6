using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace DerivationKit.Testing;

/// <summary>Marks an xunit v3 test whose parameters FsCheck generates; it holds if every case does.</summary>
/// <param name="sourceFilePath">Filled in by the compiler.</param>
/// <param name="sourceLineNumber">Filled in by the compiler.</param>
/// <example>
/// <code>
/// [DerivationProperty(MaxTest = 500)]
/// public bool Addition_commutes(int a, int b) => a + b == b + a;
/// </code>
/// </example>
[XunitTestCaseDiscoverer(typeof(DerivationPropertyDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivationPropertyAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber)
{
    private static readonly PropertyOptions Defaults = new();

    /// <inheritdoc cref="PropertyOptions.MaxTest"/>
    public int MaxTest { get; set; } = Defaults.MaxTest;

    /// <inheritdoc cref="PropertyOptions.StartSize"/>
    public int StartSize { get; set; } = Defaults.StartSize;

    /// <inheritdoc cref="PropertyOptions.EndSize"/>
    public int EndSize { get; set; } = Defaults.EndSize;

    /// <inheritdoc cref="PropertyOptions.Replay"/>
    public string? Replay { get; set; }

    /// <inheritdoc cref="PropertyOptions.Parallel"/>
    public bool Parallel { get; set; }

    /// <inheritdoc cref="PropertyOptions.Arbitrary"/>
    public Type[] Arbitrary { get; set; } = [];

    internal PropertyOptions Options => new()
    {
        MaxTest = MaxTest,
        StartSize = StartSize,
        EndSize = EndSize,
        Replay = Replay,
        Parallel = Parallel,
        Arbitrary = [.. Arbitrary],
    };
}
