using DerivationKit.Cli.Commands;
using DerivationKit.Cli.Output;
using DerivationKit.Language;
using static DerivationKit.Tests.Cli.Folder;

namespace DerivationKit.Tests.Cli;

public class UsabilityTests
{
    private static readonly string Square = Given("x, y: scalar") + Prove("square", "(x + y)^2 == x^2 + 2*x*y + y^2");

    [Fact]
    public void Grad_and_flow_take_the_variable_by_the_same_short_option()
    {
        string[] options = ["sum(x .* x)", "-w", "x", "-v", "x: vector(n)"];
        Assert.Contains("gradient    2*x", Derive.Run(["grad", .. options]).Out);
        Assert.Contains("dx/dt = -2*x", Derive.Run(["flow", .. options]).Out);
    }

    [Fact]
    public void A_claim_is_printed_in_latex_on_demand()
    {
        string[] prove = ["prove", "a/θ == a*θ^-1", "-v", "a: scalar", "-v", "θ: scalar positive"];
        Assert.Contains("claim       a/θ == ", Derive.Run(prove).Out);
        Derive run = Derive.Run([.. prove, "--latex"]);
        Assert.Equal(0, run.Code);
        Assert.Contains("claim       \\frac{a}{\\theta} = a \\theta^{-1}", run.Out);
    }

    [Fact]
    public void An_energy_that_is_no_scalar_is_refused_as_an_energy()
    {
        Derive run = Derive.Run("flow", "x", "-w", "x", "-v", "x: vector(n)");
        run.AssertRefused("the energy has to be a scalar, not vector(n)");
        Assert.DoesNotContain("grad", run.Error);
    }

    [Fact]
    public void A_flow_in_latex_has_no_plain_rates()
    {
        string text = Derive.Run("flow", "sum(Q .* Q)", "-w", "Q", "-v", "Q: matrix(n,d)", "--latex").Out;
        Assert.Contains("flow        \\frac{dQ}{dt} = -2 Q", text);
        Assert.Contains("identity    \\frac{dE}{dt} = -\\left\\|\\frac{dQ}{dt}\\right\\|^{2}, ", text);
        Assert.DoesNotContain("/dt", text);
        Assert.DoesNotContain("<-", text);
        Assert.DoesNotContain("grad(", text);
    }

    [Fact]
    public void Everything_that_can_be_called_is_listed_and_diag_in_both_forms()
    {
        string[] lines = Derive.Run("operators").Out.Split('\n');
        Assert.All(Names.Functions, name => Assert.Contains(lines, line => line.StartsWith(name + " ")));
        string[] diag = [.. lines.Where(line => line.StartsWith("diag "))];
        Assert.Equal(2, diag.Length);
        // The diagonal of a matrix, and the matrix with a diagonal.
        Assert.Contains("[i] = A[i,i]", diag[0]);
        Assert.Contains("[i,j] = ", diag[1]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Single(lines, line => line.StartsWith("hessian "));
    }

    [Fact]
    public void One_operator_is_shown_in_full()
    {
        string text = Derive.Run("operators", "det").Out;
        Assert.Equal(["operator", "meaning", "shapes", "domain", "derivative", "source"], text.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]).Where(label => label.Length > 0));
        Assert.Contains("G*det(A)*inv(A)'".Replace("G", "g"), text);
        Assert.Contains("hadamard, written A .* B", Derive.Run("operators", ".*").Out);
        Assert.Contains("symmetric_entries", Derive.Run("operators", "grad").Out);
    }

    [Theory]
    [InlineData("softmx", "did you mean softmax?")]
    [InlineData("trace", "did you mean tr?")]
    [InlineData("soft", "softmax_rows or")]
    public void An_operator_that_is_not_there_is_guessed(string name, string guess) =>
        Derive.Run("operators", name).AssertRefused($"there is no operator {name}", guess);

    [Fact]
    public void Flow_infers_kinds_by_letter_and_takes_facts()
    {
        Derive run = Derive.Run("flow", "1/2*x'*A*x", "-w", "x", "-g", "symmetric(A)");
        Assert.Equal(0, run.Code);
        Assert.Contains("inferred by letter: x: vector(n); A: matrix(n,n)", run.Error);
        Assert.Contains("dx/dt = -A*x", run.Out);
    }

    [Theory]
    [InlineData("prove")]
    [InlineData("grad")]
    [InlineData("simplify")]
    [InlineData("explain")]
    [InlineData("flow")]
    public void The_help_tells_of_kinds_by_letter(string command) =>
        Assert.Contains("kinds go by letter", string.Join(' ', Derive.Run(command, "--help").Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("x > 0", "x < 0", "positive(x) and positive(-x)")]
    [InlineData("x > 1", "x < -1", "positive(x - 1) and positive(-1 - x)")]
    public void Facts_that_contradict_one_another_are_named(string first, string second, string named)
    {
        Derive run = Derive.Run("prove", "x*y == y*x", "-v", "x, y: scalar", "-g", first, "-g", "y > 0", "-g", second);
        Assert.Equal(1, run.Code);
        Assert.Contains($"the assumptions {named} seem to contradict one another", run.Out);
        Assert.DoesNotContain("positive(y) and", run.Out);
    }

    [Fact]
    public void Displays_that_are_stale_are_counted_apart_from_demands()
    {
        using Folder folder = new();
        string good = folder.Write("good.md", Square);
        string bad = folder.Write("bad.md", Given("x: scalar"), Prove("wrong", "x == 2*x"), Prove("right", "x + x == 2*x"));
        Derive stale = Derive.Run("verify", good);
        Assert.Equal(1, stale.Code);
        Assert.Contains("1 proved; every demand is met, but 1 display is missing or stale (", stale.Out);
        Assert.Contains("1 demand is not met, 2 displays are missing or stale (", Derive.Run("verify", bad).Out);
        Derive updated = Derive.Run("verify", bad, "--update");
        Assert.Equal(1, updated.Code);
        Assert.Contains("; 1 demand is not met (", updated.Out);
    }

    [Fact]
    public void The_help_says_that_stale_displays_fail() =>
        Assert.Matches(@"  1 [^0-9]*formula displayed[^0-9]*stale\s+2 ", Derive.Run("verify", "--help").Out);

    [Fact]
    public void One_is_singular()
    {
        Decision decision = Decision.Of(Scope.Parse("a: scalar").ParseClaim("a == a"));
        Verdict proved = Assert.IsType<Verdict.ProvedAllDimensions>(decision.Verdict) with { PeakMonomials = 1 };
        using StringWriter output = new();
        DecisionReport.Write(decision with { Verdict = proved }, latex: false, output);
        Assert.Contains("at most 1 term in a polynomial", output.ToString());
        Assert.Equal("no difference at 1 instance", Words.Method(new Verdict.Tested(1, [], 0, 1, "why")));
        Assert.Equal("no difference at 2 instances", Words.Method(new Verdict.Tested(2, [], 0, 1, "why")));
    }
}
