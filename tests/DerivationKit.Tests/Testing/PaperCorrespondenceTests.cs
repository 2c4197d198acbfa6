using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck;

namespace DerivationKit.Tests.Testing;

// Gradient flow and attention, as claims over random exact instances. The false twins differ in one place.
public class PaperCorrespondenceTests
{
    private const int Cases = 30;

    private static readonly Scope Linear = Scope.Parse(
        """
        Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) row_stochastic
        A: matrix(n,k)
        h: scalar
        let L = -sum(C .* logsoftmax_rows(Z*θ'))
        """);

    private static readonly Scope Quadratic = Scope.Parse(
        """
        Z: matrix(n,d)
        θ: matrix(d,d)
        C: matrix(n,n) row_stochastic
        let L = -sum(C .* logsoftmax_rows(Z*θ*Z'))
        let G = softmax_rows(Z*θ*Z') - C
        """);

    [DerivationProperty(MaxTest = Cases)]
    public FsCheck.Property The_flow_of_multinomial_regression_is_the_label_term_minus_cross_attention() =>
        Holds(Linear, "-grad(L, Z) == C*θ - softmax_rows(Z*θ')*θ");

    [DerivationProperty(MaxTest = Cases)]
    public FsCheck.Property The_quadratic_form_has_a_gradient_in_each_of_its_two_slots() =>
        Holds(Quadratic, "grad(L, Z) == G*Z*θ' + G'*Z*θ");

    [DerivationProperty(MaxTest = Cases)]
    public FsCheck.Property An_euler_step_is_a_residual_attention_block() => Holds(Linear, EulerStep("sqrt(d)*eye(d)"));

    // With labels of other row sums, the softmax term takes them as weights.
    [Fact]
    public void Without_normalised_labels_the_flow_is_another() =>
        Fails("labels", "d = 1, k = 1, n = 1;", Linear, "-grad(-sum(A .* logsoftmax_rows(Z*θ')), Z) == A*θ - softmax_rows(Z*θ')*θ");

    // One sample attends to itself alone, so that G = 0: the smallest counterexample has two.
    [Fact]
    public void The_key_slot_cannot_be_left_out() =>
        Fails("key slot", "d = 1, n = 2;", Quadratic, "grad(L, Z) == G*Z*θ'");

    // sqrt(1) = 1, and a softmax over one class is 1: the smallest counterexample has two dimensions and two classes.
    [Fact]
    public void The_usual_scale_of_attention_needs_its_square_root_in_the_query_weights() =>
        Fails("query weights", "d = 2, k = 2, n = 1;", Linear, EulerStep("eye(d)"));

    private static string EulerStep(string queryWeights) =>
        $"Z - h*grad(L, Z) == Z + h*C*θ + softmax_rows((Z*({queryWeights}))*(θ*eye(d))'/sqrt(d))*(θ*(-h*eye(d)))*eye(d)";

    private static FsCheck.Property Holds(Scope scope, string claim) => ClaimProperty.Holds(scope.ParseClaim(claim));

    private static void Fails(string name, string smallest, Scope scope, string claim)
    {
        PropertyFailedException found = Failure(name);
        Assert.StartsWith(smallest, found.Counterexample, StringComparison.Ordinal);

        // Under another name other cases are tried, unless the seed leads back.
        Assert.NotEqual(found.FirstFoundAs, Failure($"not {name}").FirstFoundAs);
        PropertyFailedException replayed = Failure($"not {name}", found.Replay);
        Assert.Equal((found.FirstFoundAs, found.Counterexample), (replayed.FirstFoundAs, replayed.Counterexample));

        PropertyFailedException Failure(string seed, string? replay = null) => Assert.Throws<PropertyFailedException>(
            () => PropertyRunner.Check(seed, Holds(scope, claim), new() { Replay = replay }));
    }
}
