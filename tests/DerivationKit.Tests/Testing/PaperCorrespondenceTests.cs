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
    public Property The_flow_of_multinomial_regression_is_the_label_term_minus_cross_attention() =>
        Holds(Linear, "-grad(L, Z) == C*θ - softmax_rows(Z*θ')*θ");

    [DerivationProperty(MaxTest = Cases)]
    public Property The_quadratic_form_has_a_gradient_in_each_of_its_two_slots() =>
        Holds(Quadratic, "grad(L, Z) == G*Z*θ' + G'*Z*θ");

    [DerivationProperty(MaxTest = Cases)]
    public Property An_euler_step_is_a_residual_attention_block() => Holds(Linear, EulerStep("sqrt(d)*eye(d)"));

    // Softmax sums the labels' weights to 1 in every row; labels that do not are another loss.
    [Fact]
    public void Without_normalised_labels_the_flow_is_another() =>
        Fails("labels", Linear, "-grad(-sum(A .* logsoftmax_rows(Z*θ')), Z) == A*θ - softmax_rows(Z*θ')*θ");

    [Fact]
    public void The_key_slot_cannot_be_left_out() => Fails("key slot", Quadratic, "grad(L, Z) == G*Z*θ'");

    [Fact]
    public void The_usual_scale_of_attention_needs_its_square_root_in_the_query_weights() =>
        Fails("query weights", Linear, EulerStep("eye(d)"));

    private static string EulerStep(string queryWeights) =>
        $"Z - h*grad(L, Z) == Z + h*C*θ + softmax_rows((Z*({queryWeights}))*(θ*eye(d))'/sqrt(d))*(θ*(-h*eye(d)))*eye(d)";

    private static Property Holds(Scope scope, string claim) => ClaimProperty.Holds(scope.ParseClaim(claim));

    private static void Fails(string name, Scope scope, string text)
    {
        Property property = Holds(scope, text);
        var failure = Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check(name, property));
        Assert.Fail(failure.Message);
    }
}
