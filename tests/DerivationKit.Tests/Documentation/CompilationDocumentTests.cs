using System.Text.RegularExpressions;
using DerivationKit.Cli.Commands;
using DerivationKit.Cli.Output;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Language;
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Documentation;

public partial class CompilationDocumentTests
{
    private static readonly Dictionary<string, int> LinearFlow = new() { ["n"] = 512, ["d"] = 64, ["k"] = 10 };

    // What derive compile prints where registers have 512 bits, whatever those of this processor have.
    [Fact]
    public void The_document_shows_the_listing_of_linear_flow()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "src", "DerivationKit", "Compilation", "Compilation.md"));
        Assert.Equal(Fence().Match(document).Groups[1].Value, Listing(), ignoreLineEndingDifferences: true);
    }

    private static string Listing()
    {
        var scope = Scope.Parse("Z: matrix(n,d); T: matrix(k,d); C: matrix(n,k)");
        Expr flow = scope.ParseExpression("(C - softmax_rows(Z*T'))*T");
        CompiledFunction<double> function = Compile.Function<double>(flow, scope.Variables);
        ExecutionPlan plan = function.Bind(Sizes.Of(LinearFlow), MatrixLayout.ColumnMajor, LaneWidth.Bits512).Plan;
        using StringWriter output = new();
        new CompiledReport(new(output, output, false, false)).Write(new Compiled([flow], [null], function.Program, plan, []));
        return output.ToString().TrimEnd();
    }

    [GeneratedRegex(@"```\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
