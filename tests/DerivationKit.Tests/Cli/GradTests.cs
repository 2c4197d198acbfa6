using System.Text.Json;
using DerivationKit.Language;

namespace DerivationKit.Tests.Cli;

public class GradTests
{
    private static readonly string[] Declarations = ["--var", "Z: matrix(n,d)", "--var", "A: matrix(d,d)"];

    [Fact]
    public void A_gradient_is_derived_and_proved()
    {
        Derive run = Derive.Run(["grad", "tr(Z*A*Z')", "--wrt", "Z", .. Declarations]);
        Assert.Equal(0, run.Code);
        Assert.Contains("this is the derivative, for all dimensions", run.Out);
        AssertIsGradient(run.Out.Split('\n')[0]["gradient".Length..]);
    }

    [Fact]
    public void Json_holds_the_gradient_as_text_and_latex_and_the_decision()
    {
        Derive run = Derive.Run(["grad", "tr(Z*A*Z')", "--wrt", "Z", "--json", .. Declarations]);
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(["expression", "with_respect_to", "gradient", "latex", "short", "where", "decision"], json.EnumerateObject().Select(p => p.Name));
        AssertIsGradient(json.GetProperty("gradient").GetString()!);
        Assert.Equal("proved_all_dimensions", json.GetProperty("decision").GetProperty("verdict").GetString());
    }

    // d/dz of sum(softmax(z).^2), from ds = (diag(s) - s*s')*dz.
    [Fact]
    public void Parts_that_occur_twice_get_names()
    {
        string[] grad = ["grad", "sum(softmax_rows(Z).^2)", "--wrt", "Z", .. Declarations];
        string text = Derive.Run(grad).Out;
        Assert.Matches(@"^gradient    2\*\(S\.\^2 - diag\(rowsum\(S\.\^2\)\)\*S\)\nwhere       let S = softmax_rows\(Z\)\n", text);
        JsonElement json = JsonDocument.Parse(Derive.Run([.. grad, "--json"]).Out).RootElement;
        var scope = Scope.Parse("Z: matrix(n,d)");
        Scope named = json.GetProperty("where").EnumerateArray().Aggregate(scope, (s, binding) => s.Extend(binding.GetString()!));
        Assert.Same(scope.ParseExpression(json.GetProperty("gradient").GetString()!), named.ParseExpression(json.GetProperty("short").GetString()!));
    }

    [Fact]
    public void Latex_replaces_the_text()
    {
        Derive run = Derive.Run(["grad", "tr(Z*A*Z')", "--wrt", "Z", "--latex", .. Declarations]);
        Assert.Contains("^{\\top}", run.Out.Split('\n')[0]);
    }

    [Fact]
    public void A_gradient_that_is_zero_says_why()
    {
        Derive run = Derive.Run(["grad", "sum(Z)", "--wrt", "A", .. Declarations]);
        Assert.Equal(0, run.Code);
        Assert.Contains("zeros(d, d)", run.Out);
        Assert.Contains("f does not contain A", run.Out);
    }

    [Fact]
    public void Conditions_of_the_derivative_are_printed()
    {
        Derive run = Derive.Run(["grad", "sum(log(Z))", "--wrt", "Z", .. Declarations]);
        Assert.Equal(0, run.Code);
        Assert.Contains("Z[i,j] > 0 for all i, j", run.Out);
    }

    [Fact]
    public void An_array_has_no_gradient() =>
        Derive.Run(["grad", "Z*A", "--wrt", "Z", .. Declarations]).AssertRefused("grad needs a scalar, but its first argument is matrix(n,d)");

    [Fact]
    public void An_unknown_variable_is_refused() =>
        Derive.Run(["grad", "sum(Z)", "--wrt", "z", .. Declarations]).AssertRefused("--wrt", "did you mean Z?");

    [Fact]
    public void Only_a_variable_can_be_differentiated_in() =>
        Derive.Run(["grad", "sum(Z)", "--wrt", "Z + Z", .. Declarations]).AssertRefused("--wrt takes the name of a declared variable");

    // d tr(Z A Z') = tr(dZ A Z') + tr(Z A dZ') = <dZ, Z A' + Z A>.
    private static void AssertIsGradient(string text)
    {
        var scope = Scope.Parse("Z: matrix(n,d)\nA: matrix(d,d)");
        var claim = Claim.Equal(scope.ParseExpression(text), scope.ParseExpression("Z*A' + Z*A"));
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(claim));
    }
}
