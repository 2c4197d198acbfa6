using DerivationKit.Flows;
using DerivationKit.Language;

namespace DerivationKit.Tests.Flows;

// Expected fields: Actor, Gruber, Cyr, arXiv 2509.04653, the linear and the quadratic model.
public class GradientFlowTests
{
    private static readonly Scope Linear = Scope.Parse("""
        Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) onehot_rows
        λ: scalar
        let L = -sum(C .* logsoftmax_rows(Z*θ'))
        """);

    [Fact]
    public void Cross_entropy_flows_along_labels_minus_cross_attention()
    {
        GradientFlow flow = Flow("L", "Z");
        Assert.Equal("(C - softmax_rows(Z*θ'))*θ", Text.Print(flow.Velocity(Variable("Z"))));
        Proved(flow.FieldClaim(Variable("Z")));
    }

    [Theory]
    [InlineData("L", "Z")]
    [InlineData("L", "θ")]
    [InlineData("L", "Z", "θ")]
    [InlineData("L + λ*sum(Z .* Z)/2", "Z")]
    public void The_energy_falls_by_the_squared_speed(string energy, params string[] moving) =>
        Proved(Flow(energy, moving).EnergyIdentity());

    [Fact]
    public void The_energy_does_not_fall_by_twice_the_squared_speed()
    {
        Claim identity = Flow("L", "Z").EnergyIdentity();
        Refuted(Claim.Equal(identity.Left, 2 * identity.Right));
    }

    [Fact]
    public void The_joint_flow_keeps_the_difference_of_gram_matrices_and_not_their_sum()
    {
        GradientFlow flow = Flow("L", "Z", "θ");
        Proved(flow.Conserves(Linear.ParseExpression("Z'*Z - θ'*θ")));
        Refuted(flow.Conserves(Linear.ParseExpression("Z'*Z + θ'*θ")));
    }

    [Fact]
    public void What_stands_still_is_conserved_only_if_it_does()
    {
        GradientFlow flow = Flow("L", "Z");
        Proved(flow.Conserves(Linear.ParseExpression("θ'*θ")));
        Refuted(flow.Conserves(Linear.ParseExpression("Z'*Z")));
    }

    [Fact]
    public void An_Euler_step_is_a_residual_attention_block()
    {
        GradientFlow flow = Flow("L", "Z");
        Assert.Equal("h", flow.StepSize.Name);
        Proved(Claim.Equal(
            flow.EulerStep(Variable("Z"), Variable("λ")),
            Linear.ParseExpression("Z + λ*C*θ + softmax_rows(Z*θ')*(-λ*θ)")));
    }

    [Fact]
    public void A_step_size_collides_with_nothing()
    {
        var scope = Scope.Parse("h: vector(n)");
        Assert.Equal("h′", GradientFlow.Of(scope.ParseExpression("sum(h .* h)"), scope.Variables[0]).StepSize.Name);
    }

    [Fact]
    public void Only_a_scalar_has_a_flow() =>
        Assert.Contains("scalar", Assert.Throws<ShapeException>(() => Flow("Z*θ'", "Z")).Message, StringComparison.Ordinal);

    [Fact]
    public void Variables_move_once_each_and_at_least_one_does()
    {
        Expr energy = Linear.ParseExpression("L");
        Variable z = Variable("Z");
        Assert.StartsWith("a flow needs", Assert.Throws<ArgumentException>("variables", () => GradientFlow.Of(energy)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Z is listed twice",
            Assert.Throws<ArgumentException>("variables", () => GradientFlow.Of(energy, z, Variable("θ"), z)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("energy", () => GradientFlow.Of(null!, z));
        Assert.Throws<ArgumentNullException>("variables", () => GradientFlow.Of(energy, null!));
        Assert.Throws<ArgumentNullException>("variables", () => GradientFlow.Of(energy, z, null!));
    }

    [Fact]
    public void What_stands_still_has_no_velocity()
    {
        Assert.Equal(
            "C does not move in this flow (Z does)", Assert.Throws<KeyNotFoundException>(() => Flow("L", "Z").Velocity(Variable("C"))).Message);
        Assert.Equal(
            "C does not move in this flow (Z, θ do)", Assert.Throws<KeyNotFoundException>(() => Flow("L", "Z", "θ").Velocity(Variable("C"))).Message);
    }

    private static GradientFlow Flow(string energy, params string[] moving) =>
        GradientFlow.Of(Linear.ParseExpression(energy), [.. moving.Select(Variable)]);

    private static Variable Variable(string name) => Linear[name];

    private static void Proved(Claim claim) => Assert.Empty(Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(claim)).Conditions);

    private static void Refuted(Claim claim) => Assert.IsType<Verdict.Refuted>(Verifier.Decide(claim));
}
