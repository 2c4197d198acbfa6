using DerivationKit.Language;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Verification;

// From the strongest verdict to the weakest, and what a claim needs for each.
public class LadderTests
{
    // The formula of the half angle: true, but no rule is about arctan of different arguments.
    private const string HalfAngle = "arctan(x) == 2*arctan(x/(1 + sqrt(1 + x^2)))";

    [Fact]
    public void What_is_compared_everywhere_and_not_proved_is_tested()
    {
        var tested = Assert.IsType<Verdict.Tested>(Decide("x: scalar", HalfAngle, new() { Seed = 7 }));
        Assert.Equal(7ul, tested.Seed);
        Assert.InRange(tested.Log2Bound, -10_000, -RefuterOptions.Default.AgreementBits);
        Assert.Equal(RefuterOptions.Default.LeastInstances, tested.Instances);
        Assert.Equal("{}", Assert.Single(tested.Sizes.Select(sizes => $"{{{string.Join(',', sizes.Values)}}}")));
        Assert.NotEqual("", tested.Reason);
    }

    [Fact]
    public void The_same_seed_tests_at_the_same_instances_and_another_at_others()
    {
        Assert.Equal(Witnesses(7), Witnesses(7));
        Assert.NotEqual(Witnesses(7), Witnesses(8));

        static string Witnesses(ulong seed) => string.Join('\n', Assert.IsType<SearchResult.Agreed>(
            Refuter.Search(Scope.Parse("x: scalar").ParseClaim(HalfAngle), new() { Seed = seed })).Witnesses);
    }

    // The bound is about enclosures: a factor that is off by 2^-90 is no rounding, and refutes.
    [Fact]
    public void A_difference_that_rounding_would_hide_refutes() =>
        Assert.IsType<Verdict.Refuted>(Decide("x: scalar", $"{HalfAngle} + x/2^90", new()));

    [Fact]
    public void A_twin_of_a_tested_claim_is_refuted() =>
        Assert.IsType<Verdict.Refuted>(Decide("x: scalar", "arctan(x) == 2*arctan(x/(1 + sqrt(2 + x^2)))", new()));

    [Fact]
    public void What_can_be_compared_nowhere_is_undecided() =>
        Assert.Contains("compared nowhere", Assert.IsType<Verdict.Undecided>(Decide("x: scalar", "log(-exp(x)) == 1", new())).Reason);

    [Fact]
    public void What_the_budget_cuts_off_is_undecided() =>
        Assert.Contains("used up its budget", Assert.IsType<Verdict.Undecided>(Decide("x: scalar", HalfAngle, new() { SearchingWork = 200 })).Reason);

    // Products of dimensions in different orders are not brought to a normal form for all sizes.
    [Fact]
    public void What_the_kernel_proves_at_each_small_size_is_proved_at_sizes()
    {
        var proved = Assert.IsType<Verdict.ProvedAtSizes>(Decide("x: vector(n*m); y: vector(m*n)", "x + y == y + x", new()));
        Assert.Equal(["1,1", "1,2", "2,1", "2,2"], proved.Sizes.Select(sizes => string.Join(',', sizes.Values)));
        Assert.Empty(proved.Conditions);
        Assert.Contains("different orders", proved.Reason);
        Assert.IsType<Verdict.Refuted>(Decide("x: vector(n*m); y: vector(m*n)", "x + y == y - x", new()));
    }

    [Fact]
    public void What_such_proofs_rest_on_is_among_the_conditions() =>
        Assert.Equal(["a ≠ 0"], Assert.IsType<Verdict.ProvedAtSizes>(
            Decide("x: vector(n*m); y: vector(m*n); a: scalar", "(x + y)/a == y/a + x/a", new())).Conditions);

    // P. Hall's identity: the square of a commutator of 2×2 matrices is a multiple of the unit matrix; not so from 3×3 on.
    [Fact]
    public void What_holds_at_the_small_sizes_alone_is_refuted() =>
        Assert.Equal(3, Assert.IsType<Verdict.Refuted>(Decide("A, B, C: matrix(n,n)", Hall, new())).Counterexample.Instance.Sizes["n"]);

    [Fact]
    public void Proofs_at_sizes_say_nothing_of_others()
    {
        Claim claim = Scope.Parse("x: vector(n)").ParseClaim("(n - 1)*(n - 2)*sum(x) == 0");
        Assert.IsType<Verdict.Refuted>(Verifier.Decide(claim));
        Verdict.ProvedAtSizes? proved = SmallSizes.Prove(claim, "why", Compared(claim, 1, 2));
        Assert.Equal([1, 2], proved!.Sizes.Select(sizes => sizes["n"]));
        Assert.Null(SmallSizes.Prove(claim, "why", Compared(claim, 1)));
    }

    [Theory]
    [InlineData("A, B: matrix(n,n)", "A*B == B*A")]
    [InlineData("x: vector(n)", "sum(x) == n*x'*ones(n)")]
    public void What_is_false_at_2_is_not_proved_at_sizes(string declarations, string text)
    {
        Claim claim = Scope.Parse(declarations).ParseClaim(text);
        Assert.Null(SmallSizes.Prove(claim, "why", Compared(claim, 1, 2)));
    }

    [Fact]
    public void A_level_is_reached_from_above()
    {
        Verdict[] verdicts =
        [
            new Verdict.Undecided("why"), new Verdict.InternalError("why"), new Verdict.Tested(1, [], -100, 1, "why"),
            new Verdict.ProvedAtSizes([], [], "how", "why"), Decide("", "1 == 1", new()), Decide("", "1 == 2", new()),
        ];
        Assert.Equal(
            ["undecided", "internal", "tested: tested", "sizes: tested sizes", "all: tested sizes all-dims", "refuted"],
            verdicts.Zip(["undecided", "internal", "tested:", "sizes:", "all:", "refuted"], (verdict, name) =>
                string.Join(' ', Enum.GetValues<Level>().Where(verdict.Reaches).Select(level => level.Name()).Prepend(name))));
    }

    [Fact]
    public void Levels_have_names()
    {
        Assert.Equal(["all-dims", "sizes", "tested"], Levels.Names);
        Assert.All(Enum.GetValues<Level>(), level => Assert.Equal(level, Levels.Find(level.Name())));
        Assert.Null(Levels.Find("All-Dims"));
        Assert.Null(Levels.Find(""));
    }

    private const string Hall = "(A*B - B*A)*(A*B - B*A)*C == C*(A*B - B*A)*(A*B - B*A)";

    private static Verdict Decide(string declarations, string claim, RefuterOptions options) =>
        Verifier.Decide(Scope.Parse(declarations).ParseClaim(claim), options);

    private static SearchResult.Agreed Compared(Claim claim, params int[] sizes)
    {
        Instance[] instances = [.. sizes.Select(n => Assert.IsType<Draw.Drawn>(InstanceGenerator.Draw(
            claim.Variables, System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty.Add("n", n), 1, simple: true)).Instance)];
        return new(instances.Length, -100, [.. instances]);
    }
}
