using System.Text.Json;

namespace DerivationKit.Tests.Cli;

// Exit code 0 only where every verdict reaches the level that is required.
public class RequireTests
{
    private const string AtSizes = "x + y == y + x";
    private const string Tested = "arctan(b) == 2*arctan(b/(1 + sqrt(1 + b^2)))";
    private const string Proved = "b + b == 2*b";
    private const string Refuted = "b + b == 3*b";
    private const string Undecided = "log(-exp(b)) == 1";
    private const string Declarations = "x: vector(n*m); y: vector(m*n); b: scalar";

    [Theory]
    [InlineData(Proved, "proved_all_dimensions", 0, 0, 0)]
    [InlineData(AtSizes, "proved_at_sizes", 1, 0, 0)]
    [InlineData(Tested, "tested", 1, 1, 0)]
    [InlineData(Undecided, "undecided", 1, 1, 1)]
    [InlineData(Refuted, "refuted", 1, 1, 1)]
    public void A_single_claim_reaches_its_level_and_those_below(string claim, string verdict, int allDimensions, int sizes, int tested)
    {
        Derive[] runs = [.. new[] { "all-dims", "sizes", "tested" }.Select(level => Derive.Run("prove", claim, "--var", Declarations, "--json", "--require", level))];
        Assert.Equal([allDimensions, sizes, tested], runs.Select(run => run.Code));
        Assert.All(runs, run => Assert.Equal(verdict, Json(run).GetProperty("verdict").GetString()));
        Assert.Equal(allDimensions, Derive.Run("prove", claim, "--var", Declarations).Code);
    }

    [Fact]
    public void A_file_of_claims_is_judged_by_its_weakest_line()
    {
        using Folder folder = new();
        string Line(string id, string claim) => $$"""{"id": "{{id}}", "vars": {"x": "vector(n*m)", "y": "vector(m*n)", "b": "scalar"}, "claim": "{{claim}}"}""";
        string two = folder.Write("two.jsonl", $"{Line("a", Proved)}\n{Line("b", AtSizes)}\n"), three = folder.Write("three.jsonl", $"{Line("a", AtSizes)}\n{Line("b", Tested)}\n");
        Assert.Equal([1, 0, 0], Codes("prove", "--claims", two));
        Assert.Equal([1, 1, 0], Codes("prove", "--claims", three));
    }

    [Fact]
    public void A_proof_file_may_state_a_level_and_the_command_line_outdoes_it()
    {
        using Folder folder = new();
        string plain = folder.Write("plain.md", Folder.Given(Declarations), Folder.Prove("sizes", AtSizes));
        string stated = folder.Write("stated.md", Folder.Given(Declarations), Folder.Prove("some require sizes", AtSizes), Folder.Prove("test require tested", Tested));
        Assert.Equal(0, Derive.Run("verify", stated, "--update").Code);
        Assert.Equal(1, Derive.Run("verify", plain, "--update").Code);
        Assert.Equal(0, Derive.Run("verify", stated).Code);
        Assert.Equal([1, 0, 0], Codes("verify", plain));
        Assert.Equal([1, 1, 0], Codes("verify", stated));
        Assert.Contains("sizes: it is proved only at (m, n) = (1, 1), (1, 2), (2, 1), (2, 2): ", Derive.Run("verify", plain).Out);
        Assert.Contains("test: it is only tested, at 40 instances: ", Derive.Run("verify", stated, "--require", "sizes").Out);
    }

    [Fact]
    public void An_index_says_at_which_level_a_claim_is_demanded()
    {
        using Folder folder = new();
        folder.Write("proofs/a.md", Folder.Given(Declarations), Folder.Prove("some require sizes", AtSizes), Folder.Prove("all", Proved));
        Assert.Equal(0, Derive.Run("verify", folder["proofs"], "--update").Code);
        Assert.Contains("| some | proved at some sizes |", folder.Read("proofs/README.md"));
        Assert.Contains("1 to be proved for all dimensions, 1 to reach a lower level, 0 to be refuted.", folder.Read("proofs/README.md"));
    }

    [Theory]
    [InlineData("require", "the fence opens as")]
    [InlineData("require proof", "'proof' is no level; the levels are all-dims, sizes, tested")]
    [InlineData("requires sizes", "the fence opens as")]
    [InlineData("require sizes tested", "the fence opens as")]
    public void A_fence_that_states_no_level_is_refused(string arguments, string problem)
    {
        using Folder folder = new();
        Derive.Run("verify", folder.Write("a.md", Folder.Prove($"a {arguments}", "1 == 1"))).AssertRefused(problem);
    }

    [Theory]
    [InlineData("all", "--require takes all-dims, sizes, tested, not all")]
    [InlineData("", "--require takes")]
    public void A_level_that_does_not_exist_is_refused(string level, string problem) =>
        Derive.Run("prove", "1 == 1", "--require", level).AssertRefused(problem);

    [Fact]
    public void What_is_only_tested_is_printed_with_what_the_bound_means()
    {
        Derive run = Derive.Run("prove", Tested, "--var", "b: scalar", "--seed", "5");
        Assert.Matches(@"evidence    the sides differ by less than 2\^-[0-9]+, relatively to values above 1, at each of 40 exact instances \(no dimensions\); evidence, not a proof; seed 5", run.Out);
        JsonElement json = Json(Derive.Run("prove", Tested, "--var", "b: scalar", "--seed", "5", "--json"));
        Assert.Equal((5, 40), (json.GetProperty("seed").GetInt32(), json.GetProperty("instances").GetInt32()));
        Assert.InRange(json.GetProperty("log2_bound").GetInt32(), -10_000, -100);
    }

    [Fact]
    public void What_is_proved_at_sizes_is_printed_with_sizes_and_conditions()
    {
        string[] claim = ["prove", "(x + y)/b == y/b + x/b", "--var", Declarations];
        Derive run = Derive.Run(claim);
        Assert.Contains("sizes       (m, n) = (1, 1), (1, 2), (2, 1), (2, 2)", run.Out);
        Assert.Contains("conditions  b ≠ 0", run.Out);
        JsonElement json = Json(Derive.Run([.. claim, "--json"]));
        Assert.Equal(4, json.GetProperty("sizes").GetArrayLength());
        Assert.Equal("b ≠ 0", Assert.Single(json.GetProperty("conditions").EnumerateArray()).GetString());
    }

    // The claim is not empty: sizes and inputs at which both sides are defined, as small matrices.
    [Fact]
    public void A_proof_shows_an_instance()
    {
        Derive run = Derive.Run("prove", "(A*X)' == X'*A'", "--var", "A: matrix(2,3); X: matrix(3,2)");
        Assert.Matches(@"witness     both sides are defined at\n +A = \[ +\S+ +\S+ +\S+ \]\n +\[ +\S+ +\S+ +\S+ \]\n +X = \[ ", run.Out);
        Assert.Matches(@"witness     both sides are defined at m = [1-4], n = [1-4] and\n", Derive.Run("prove", "A'' == A", "--var", "A: matrix(m,n)").Out);
    }

    [Fact]
    public void The_help_explains_the_levels() =>
        Assert.Matches(@"--require[^-]*all-dims\|sizes\|tested", Derive.Run("verify", "--help").Out);

    private static int[] Codes(params string[] args) => [.. new[] { "all-dims", "sizes", "tested" }.Select(level => Derive.Run([.. args, "--require", level]).Code)];

    private static JsonElement Json(Derive run) => JsonDocument.Parse(run.Out).RootElement;
}
