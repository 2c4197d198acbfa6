using System.Collections.Immutable;
using DerivationKit.Explaining;
using DerivationKit.Language;
using DerivationKit.Proving;

namespace DerivationKit.Tests.Explaining;

// A derivation is worth as much as each of its lines: every one is proved from the one before it, or as a statement of its own.
public class DerivationTests
{
    public static TheoryData<string, string> Examples => new()
    {
        { "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows", "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)" },
        { "X: matrix(n,n)", "grad(logdet(X), X)" },
        { "X: matrix(n,k); W: matrix(k,m); C: matrix(n,m)", "grad(sum(C .* layernorm_rows(X*W)), X)" },
        { "A: matrix(m,n); x: vector(n); y: vector(m)", "grad((A*x - y)'*(A*x - y), x)" },
        { "x: vector(n); y: vector(n) signs; w: vector(n)", "grad(sum(softplus(-y .* (x .* w))), w)" },
        { "x: vector(n); A: matrix(n,n)", "grad(x'*A*x/(x'*x), x)" },
        { "Q, K: matrix(n,d); V: matrix(n,e); G: matrix(n,e)", "grad(sum(G .* (softmax_rows(Q*K')*V)), Q)" },
        { "A: matrix(k,m); X: matrix(m,n); B: matrix(n,p)", "vecjac(A*X*B, X)" },
        { "x: vector(n)", "jacobian(softmax(x), x)" },
        { "x: vector(n)", "hessian(logsumexp(x), x)" },
        { "X: matrix(n,m)", "vechess(sum(X.^3), X)" },
        { "A, X: matrix(n,n)", "grad(tr(A*X), X, on: symmetric)" },
        { "A: matrix(n,n) symmetric; X: matrix(n,p) orthonormal_cols", "grad(tr(X'*A*X), X, on: stiefel)" },
        { "A: matrix(m,n); x, h: vector(n)", "2*jvp(exp(A*x), x, h)" },
        { "X, D: matrix(n,n)", "hvp(tr(X*X*X), X, D)" },

        // What is said of a variable holds at the point alone.
        { "X: matrix(n,n) symmetric; Y: matrix(n,n)", "grad(logdet(X), X = Y)" },
        { "X: matrix(n,n) symmetric", "vechess(logdet(X), X)" },
        { "X, B: matrix(n,n) symmetric", "hvp(logdet(X), X, B)" },
        { "X: matrix(n,n) symmetric", "hvp(logdet(X), X, X)" },
        { "x: vector(n) mask", "hessian(sum(x.^3), x)" },
        { "x: vector(n) simplex", "hessian(log(sum(x)), x)" },
        { "X: matrix(n,d) orthonormal_cols", "vechess(tr(X'*X*X'*X), X)" },
        { "x: vector(n); y: vector(n) mask", "mixed(sum(x .* y.^2), x, y)" },
        { "X, Y: matrix(n,d)", "jvp(sum(X.^2), X = Y, X)" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_line_is_proved(string declarations, string derivative)
    {
        var derivation = Derivation.Of(Scope.Parse(declarations).ParseExpression(derivative));
        DerivationStep? before = null;
        foreach (DerivationStep step in derivation.Steps)
        {
            Assert.NotEmpty(step.Reason);
            if (before?.Left == step.Left)
            {
                Assert.NotEqual(before.Right, step.Right);
                AssertProved(before.Right, step.Right);
            }
            else if (step.Kind is not (StepKind.Value or StepKind.Cotangent or StepKind.Tangent))
            {
                AssertProved(step.Left, step.Right);
            }

            before = step;
        }

        Assert.Equal(derivation.Result, derivation.Steps[^1].Right);
        Assert.DoesNotContain(derivation.Result.PostOrder(), e => e is Derivative);
        AssertProved(derivation.Subject, derivation.Result);
    }

    // What stands behind g_i is the gradient of the result in the value v_i, at that value.
    [Theory]
    [InlineData("Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows", "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", 3)]
    [InlineData("A: matrix(m,n); x: vector(n); y: vector(m)", "grad((A*x - y)'*(A*x - y), x)", 3)]
    [InlineData("x: vector(n); A: matrix(n,n)", "grad(x'*A*x/(x'*x), x)", 4)]
    public void Every_cotangent_is_a_gradient(string declarations, string derivative, int least)
    {
        ImmutableArray<DerivationStep> steps = Derivation.Of(Scope.Parse(declarations).ParseExpression(derivative)).Steps;
        DerivationStep[] values = [.. steps.Where(s => s.Kind == StepKind.Value)];
        DerivationStep[] cotangents = [.. steps.Where(s => s.Kind == StepKind.Cotangent).GroupBy(s => s.Left).Select(g => g.Last())];
        int checkedOnes = 0;
        foreach (DerivationStep value in values)
        {
            var name = (Variable)value.Left;
            DerivationStep cotangent = cotangents.Single(c => ((Variable)c.Left).Name == name.Name.Replace('v', 'g'));
            Expr function = WrittenOut(values[^1].Left, [.. values.Where(v => v != value)]);
            AssertProved(
                Expr.Derivative(DerivativeKind.Gradient, function, name, [WrittenOut(value.Right, values)]),
                WrittenOut(WrittenOut(cotangent.Right, cotangents), values));
            checkedOnes++;
        }

        Assert.InRange(checkedOnes, least, int.MaxValue);
    }

    [Fact]
    public void An_expression_without_derivatives_is_refused() =>
        Assert.Throws<ArgumentException>(() => Derivation.Of(Expr.Variable("x", Shape.Scalar) + Expr.One));

    private static Expr WrittenOut(Expr expression, DerivationStep[] names)
    {
        for (Expr before = Expr.Zero; before != expression;)
        {
            before = expression;
            expression = names.Aggregate(expression, (e, n) => e.Substitute((Variable)n.Left, n.Right));
        }

        return expression;
    }

    private static void AssertProved(Expr left, Expr right) =>
        Assert.True(Prover.Prove(Claim.Equal(left, right)) is Attempt.Succeeded, $"{Text.Print(left)} == {Text.Print(right)}");
}
