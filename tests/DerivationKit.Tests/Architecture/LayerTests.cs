namespace DerivationKit.Tests.Architecture;

public class LayerTests
{
    private const string Core = "DerivationKit";
    private const string Kernel = "DerivationKit.Kernel";
    private const string Checker = "DerivationKit.Checker";

    // Console, files and clock belong to the faces: the core computes, and gives the same result everywhere.
    private static readonly HashSet<string> Outside =
    [
        "System.Console", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory",
        "System.IO.DirectoryInfo", "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.Diagnostics.Stopwatch",
    ];

    [Fact]
    public void The_kernel_depends_on_the_framework_alone()
    {
        string[] others = [.. ReferenceScanner.ReferencedAssemblies(Kernel)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))];
        Assert.Empty(others);
    }

    // Two checkers count as two only if they share nothing; FSharp.Core is made for netstandard.
    [Fact]
    public void The_second_checker_shares_no_code_with_the_first()
    {
        string[] others = [.. ReferenceScanner.ReferencedAssemblies(Checker)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))];
        Assert.Equal(["FSharp.Core", "netstandard"], others.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Kernel)]
    [InlineData(Core)]
    [InlineData(Checker)]
    public void The_core_knows_neither_console_nor_files_nor_clock(string assembly) =>
        Assert.Empty(References(assembly, from: _ => true, to: Outside.Contains));

    // A refutation is an independent judge only if it shares no code with what it judges.
    [Theory]
    [InlineData("DerivationKit.Differentiation")]
    [InlineData("DerivationKit.Proving")]
    [InlineData("DerivationKit.Simplification")]
    [InlineData("DerivationKit.Indices")]
    [InlineData("DerivationKit.Compilation")]
    public void Refuting_shares_no_code_with(string judged) =>
        Assert.Empty(References(Core, from: type => IsIn("DerivationKit.Refuting", type), to: type => IsIn(judged, type)));

    // A proof rests on no closed form and no pullback: what proposes formulas is not known where they are judged.
    [Theory]
    [InlineData("DerivationKit.Differentiation")]
    [InlineData("DerivationKit.Simplification")]
    [InlineData("DerivationKit.Refuting")]
    [InlineData("DerivationKit.Compilation")]
    [InlineData("DerivationKit.Flows")]
    public void Proving_rests_on_nothing_from(string proposing) =>
        Assert.Empty(References(
            Core, from: type => IsIn("DerivationKit.Proving", type) || IsIn("DerivationKit.Indices", type), to: type => IsIn(proposing, type)));

    [Fact]
    public void References_outside_the_framework_are_seen() =>
        Assert.Contains("DerivationKit.Testing", ReferenceScanner.ReferencedAssemblies("DerivationKit.Tests"));

    // Each member of Offender mentions one type, in a different place of the metadata.
    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.DateTime")]
    [InlineData("System.IO.File")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.IO.FileInfo")]
    [InlineData("System.IO.DirectoryInfo")]
    [InlineData("System.Collections.Generic.Queue`1")]
    [InlineData("DerivationKit.Tests.Architecture.MarkerAttribute")]
    [InlineData("DerivationKit.Tests.Architecture.Marker`1")]
    public void A_reference_is_found_wherever_it_stands(string target)
    {
        string offender = typeof(Offender).FullName!;
        string[] found = References("DerivationKit.Tests", from: type => type == offender, to: type => type == target);
        Assert.Equal([$"{offender} -> {target}"], found);
    }

    [Fact]
    public void A_namespace_contains_its_own_and_no_namesakes_types()
    {
        Assert.True(IsIn("A.B", "A.B.C"));
        Assert.True(IsIn("A.B", "A.B.C.D"));
        Assert.False(IsIn("A.B", "A.Bc.D"));
    }

    private static string[] References(string assembly, Func<string, bool> from, Func<string, bool> to) =>
        [.. from type in ReferenceScanner.Scan(assembly)
            where @from(type.Key)
            from target in type.Value
            where to(target)
            select $"{type.Key} -> {target}"];

    private static bool IsIn(string space, string type) => type.StartsWith(space + ".", StringComparison.Ordinal);
}
