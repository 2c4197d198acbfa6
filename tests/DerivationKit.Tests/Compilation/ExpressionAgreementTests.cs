using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Compilation;

public class ExpressionAgreementTests
{
    private static readonly ImmutableArray<Variable> Inputs =
    [
        Expr.Variable("A", Shape.Matrix("m", "n")),
        Expr.Variable("B", Shape.Matrix("n", "p")),
        Expr.Variable("P", Shape.Matrix("m", "n"), Property.Positive),
        Expr.Variable("S", Shape.Matrix("n", "n")),
        Expr.Variable("x", Shape.Vector("n")),
        Expr.Variable("s", Shape.Scalar, Property.Positive),
    ];

    private static readonly Variable Z = Expr.Variable("Z", Shape.Matrix("n", "d"));
    private static readonly Variable Theta = Expr.Variable("θ", Shape.Matrix("k", "d"));
    private static readonly Variable C = Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows);

    [Fact]
    public void A_compiled_expression_agrees_with_its_meaning()
    {
        const int Cases = 400;
        Arbitrary<Expr> expressions = Arb.From(
            ExprGenerators.WellShaped(Inputs).Where(IsClosedForm), e => ExprGenerators.Shrink(e).Where(IsClosedForm));
        int compared = 0;
        PropertyRunner.Check(
            nameof(A_compiled_expression_agrees_with_its_meaning),
            Prop.ForAll(expressions, e =>
            {
                Instance instance = Agreement.Draw(Inputs, (ulong)compared, ("m", 2), ("n", 4), ("p", 3));
                ImmutableArray<Binding> bindings = Binding.Choice(compared);
                compared += Agreement.Holds<double>(e, Inputs, instance, bindings) & Agreement.Holds<float>(e, Inputs, instance, bindings) ? 1 : 0;
            }),
            new() { MaxTest = Cases, EndSize = 25 });

        // The others are undefined, or too near to where they are.
        Assert.True(compared > Cases / 2, $"only {compared} of {Cases} expressions were compared");
    }

    // d/dZ -sum(C .* logsoftmax_rows(Zθ')) = (softmax_rows(Zθ') - C)θ for labels C whose rows sum to 1 (Böhning 1992, section 2).
    [Fact]
    public void The_gradient_of_the_multinomial_loss_is_computed()
    {
        Expr logits = Z * Theta.T;
        Expr loss = -Expr.Sum(Expr.Hadamard(C, Expr.LogSoftmaxRows(logits)));
        Expr gradient = (Expr.SoftmaxRows(logits) - C) * Theta;
        Instance instance = Agreement.Draw([Z, Theta, C], 11, ("n", 4), ("d", 2), ("k", 3));
        Assert.True(Agreement.Holds<double>(gradient, Expr.Gradient(loss, Z), [Z, Theta, C], instance, Binding.All));
        Assert.True(Agreement.Holds<float>(gradient, Expr.Gradient(loss, Z), [Z, Theta, C], instance, Binding.All));
        Assert.True(Agreement.Holds<double>(loss, [Z, Theta, C], instance, Binding.All));
    }

    private static bool IsClosedForm(Expr expression) => !expression.PostOrder().OfType<Derivative>().Any();
}
