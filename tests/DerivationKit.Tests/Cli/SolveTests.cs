using System.Text.Json;

namespace DerivationKit.Tests.Cli;

public class SolveTests
{
    [Fact]
    public void A_stationary_point_is_found_and_proved_both_ways()
    {
        Derive run = Derive.Run("solve", "norm2(X*w - y)^2", "--wrt", "w", "--var", "X: matrix(n,d); y: vector(n); w: vector(d)");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("w           inv(X'*X)*X'*y\nsolves      grad(norm2(X*w - y)^2, w) == 0\n", run.Out);
        Assert.Contains("it is a solution, for all dimensions", run.Out);
        Assert.Contains("there is no other, for all dimensions", run.Out);
        Assert.Contains("det(X'*X) ≠ 0", run.Out);
    }

    [Fact]
    public void An_equation_is_solved_under_what_is_given()
    {
        Derive run = Derive.Run("solve", "A*x == b", "--wrt", "x", "--var", "A: matrix(n,n); x, b: vector(n)", "--given", "A*b == 2*b, nonzero(det(A))", "--json");
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(["equation", "variable", "value", "latex", "short", "where", "sufficient", "necessary"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("A*x - b == 0", json.GetProperty("equation").GetString());
        Assert.Equal("inv(A)*b", json.GetProperty("value").GetString());
        Assert.Contains("A*b == 2*b", run.Out);
        Assert.All(["sufficient", "necessary"], name => Assert.Equal("proved_all_dimensions", json.GetProperty(name).GetProperty("verdict").GetString()));
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public void What_is_not_linear_is_an_error_of_the_input()
    {
        Derive run = Derive.Run("solve", "exp(x) == y", "--wrt", "x", "--var", "x, y: scalar");
        Assert.Equal(2, run.Code);
        Assert.Contains("exp(x) - y == 0 cannot be solved for x: exp(x) - y is not linear in x", run.Error);
    }
}
