using System.Text.Json;
using DerivationKit.Language;

namespace DerivationKit.Tests.Cli;

public class SimplifyTests
{
    private static readonly string[] Declarations = ["--var", "x: vector(n)", "--var", "A: matrix(m,n)", "--var", "X: matrix(n,n)"];

    [Theory]
    [InlineData("hessian(x'*X*x, x)", "X + X'")]
    [InlineData("jacobian(A*x, x)", "A")]
    [InlineData("tr(A'*A) - sum(A.^2)", "0")]
    public void Any_expression_is_written_in_closed_form(string expression, string form)
    {
        Derive run = Derive.Run(["simplify", expression, .. Declarations]);
        Assert.Equal(0, run.Code);
        Assert.Equal($"form        {form}", run.Out.Split('\n')[0].TrimEnd());
        Assert.Contains("this is equal to the expression, for all dimensions", run.Out);
    }

    // What is printed reads back: the bindings as declarations, the form over them.
    [Fact]
    public void Parts_that_occur_twice_get_names()
    {
        Derive run = Derive.Run(["simplify", "hessian(logsumexp(x), x)", "--json", .. Declarations]);
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Scope scope = Scope.Parse("x: vector(n)");
        Scope named = json.GetProperty("where").EnumerateArray().Aggregate(scope, (s, binding) => s.Extend(binding.GetString()!));
        Assert.Equal("diag(p) - p*p'", json.GetProperty("short").GetString());
        Assert.Same(scope.ParseExpression(json.GetProperty("form").GetString()!), named.ParseExpression(json.GetProperty("short").GetString()!));
        Assert.Equal("proved_all_dimensions", json.GetProperty("decision").GetProperty("verdict").GetString());
    }

    [Fact]
    public void Latex_replaces_the_text() =>
        Assert.Contains("^{\\top}", Derive.Run(["simplify", "hessian(x'*X*x, x)", "--latex", .. Declarations]).Out.Split('\n')[0]);

    // All pairs of its four indices are joined.
    [Fact]
    public void What_has_no_matrix_form_says_what_has_one() =>
        Derive.Run(["simplify", "hessian(sum((A*diag(x)*X).^3), x)", .. Declarations]).AssertRefused("no closed form", "hvp");
}
