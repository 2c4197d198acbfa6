using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel.Exact;
using FsCheck;
using FsCheck.Fluent;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

// What no list of examples covers: steps with arbitrary choices, applied to arbitrary polynomials and to what earlier steps made of them.
public class RulePropertyTests
{
    private const int Rounds = 40;
    private const int Attempts = 40;

    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    private static readonly ImmutableArray<string> OfMatrices =
        ["cancel-inverse", "diagonal-matrix", "exchange-product", "factor-matrix", "kronecker", "scale-matrix", "unnest-inverse"];

    private static readonly ImmutableArray<string> OfFixedSizes = ["leibniz", "meet", "single", "unroll"];

    private static readonly ImmutableArray<string> OfWaves = ["addition", "circle", "inverse", "parity"];

    // Their values are no rationals: ExponentialRuleTests compare them at nilpotent matrices.
    private static readonly ImmutableArray<string> OfExponentials = ["join-times", "add-exponents", "shift-exponent", "intertwine"];

    // All but the root's own steps, laws that lean on these (RootRuleTests), and a law of a number that is irrational.
    private static readonly ImmutableArray<string> Elsewhere =
        [.. RuleTable.All.Select(r => r.Name).Except(OfMatrices).Except(OfWaves).Except(OfFixedSizes).Except(OfExponentials).Where(name => !RuleTable.IsOfRoot(name)).Except(["cancel-exponents", "right-angle"])];

    [Fact]
    public void Every_step_that_applies_keeps_the_value() => Check(new(
        nameof(Every_step_that_applies_keeps_the_value),
        (random, seed, free) => seed % 3 == 0 ? random.Any(3, free) : random.Contraction(free), 400,
        random => random.Rule([.. Elsewhere, .. OfWaves, "right-angle"]), Elsewhere));

    [Fact]
    public void Every_step_on_matrices_keeps_the_value() => Check(new(
        nameof(Every_step_on_matrices_keeps_the_value), (random, _, free) => random.Matrix(1, free), 100,
        random => random.Rule([.. OfMatrices, "expand", "permute", "rename", "substitute", "tidy"]), [.. OfMatrices, "permute", "tidy"]));

    [Fact]
    public void Every_step_on_fixed_sizes_keeps_the_value() => Check(new(
        nameof(Every_step_on_fixed_sizes_keeps_the_value), (random, _, free) => random.Fixed(free), 200,
        random => random.Rule([.. OfFixedSizes, "expand", "identify", "rename", "substitute", "tidy"]), OfFixedSizes));

    [Fact]
    public void Every_step_on_waves_keeps_the_value() => Check(new(
        nameof(Every_step_on_waves_keeps_the_value), (random, _, free) => random.Wave(1, free), 200,
        random => random.Rule([.. OfWaves, "expand", "right-angle", "within"]), OfWaves));

    private static void Check(Campaign campaign)
    {
        Dictionary<string, (int Applied, int Compared)> tally = RuleTable.All.ToDictionary(r => r.Name, _ => (0, 0));
        PropertyRunner.Check(campaign.Name, Prop.ForAll(Seeds.ToArbitrary(), seed => Attack(seed, campaign, tally)), new() { MaxTest = campaign.Tests });
        foreach (string rule in campaign.Required)
        {
            (int applied, int compared) = tally[rule];
            TestContext.Current.TestOutputHelper?.WriteLine($"{rule}: {applied} applied, {compared} compared");
            Assert.True(applied > 0 && compared > 0, $"{rule} was applied {applied} times and compared {compared} times");
        }
    }

    private static void Attack(int seed, Campaign campaign, Dictionary<string, (int Applied, int Compared)> tally)
    {
        RandomTerms random = new(seed);
        ImmutableArray<Index> free = seed % 4 == 0 ? [] : [I, J, C];
        Obligations read;
        try
        {
            read = Bench.Read(campaign.Term(random, seed, free), free);
        }
        catch (KernelException)
        {
            return;
        }

        Polynomial p = read.Difference;
        global::DerivationKit.Kernel.Replay replay = read.Replay;
        for (int round = 0; round < Rounds && !p.IsZero && Bounded(p); round++)
        {
            string rule = campaign.Rule(random);
            replay = seed % 2 == 0 ? replay : replay.Where(p);
            if (Apply(rule, p, random, replay) is { } next && next.Key != p.Key)
            {
                int compared = Bench.Agreements(read, p, next, worlds: 2, first: seed % 1_000);
                tally[rule] = (tally[rule].Applied + 1, tally[rule].Compared + compared);
                p = next;
            }
        }
    }

    // The first of some arbitrary steps by a rule that applies.
    private static Polynomial? Apply(string rule, Polynomial p, RandomTerms random, global::DerivationKit.Kernel.Replay replay)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                return replay.Apply(p, random.Step(rule, p, replay.Equations));
            }
            catch (KernelException)
            {
            }
        }

        return null;
    }

    // Small enough to be evaluated quickly.
    private static bool Bounded(Polynomial p) => p.Terms.Length <= 12 && p.Key.Length < 2_000 && (Matrices(p) == 0 || (Matrices(p) <= 2 && p.Key.Length < 500)) && p.Terms.All(t => t.Monomial.Bound.Length <= 4);

    private static int Matrices(Polynomial p) => p.Key.Split(["#Inverse<", "#Determinant<"], StringSplitOptions.None).Length - 1;

    private sealed record Campaign(
        string Name, Func<RandomTerms, int, ImmutableArray<Index>, Term> Term, int Tests, Func<RandomTerms, string> Rule, ImmutableArray<string> Required);
}
