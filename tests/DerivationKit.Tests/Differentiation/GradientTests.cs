using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Differentiation;

public class GradientTests
{
    private static readonly Variable A = Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable C = Variable("C", Shape.Matrix("m", "n"), Property.OneHotRows);
    private static readonly Variable S = Variable("S", Shape.Matrix("n", "n"), Property.Symmetric);
    private static readonly Variable X = Variable("x", Shape.Vector("n"));
    private static readonly Variable T = Variable("t", Shape.Scalar);

    [Fact]
    public void A_scalar_without_the_variable_has_the_gradient_zero() =>
        Assert.Same(Zeros(Dimension.Named("n")), ClosedForm.Of(Gradient(Sum(A), X)));

    [Fact]
    public void A_variable_that_is_bound_does_not_occur() =>
        Assert.Same(Zeros(Shape.Scalar), ClosedForm.Of(Gradient(Directional(Pow(T, 2), T, Sum(X)).Substitute(T, Sum(X)), T)));

    [Fact]
    public void Only_a_scalar_has_a_gradient() => Assert.Throws<ShapeException>(() => Gradient(A, A));

    [Fact]
    public void The_gradient_of_the_variable_itself_is_one() => Assert.Same(One, ClosedForm.Of(Gradient(T, T)));

    [Fact]
    public void Every_use_of_a_shared_part_counts()
    {
        Expr shared = Exp(T);
        AssertMeans(Gradient(shared * shared + shared, T), 2 * Exp(2 * T) + Exp(T));
    }

    // ∂/∂C of the sum of squares is 2C, although the entries of C are 0 or 1 and so equal their squares: a closed property restricts the
    // point, not the direction.
    [Fact]
    public void Closed_properties_are_not_used_before_differentiation()
    {
        AssertMeans(Gradient(Sum(Hadamard(C, C)), C), 2 * C);
        AssertMeans(Gradient(X.T * S * X, S), X * X.T);
    }

    [Fact]
    public void A_derivative_is_taken_at_its_point() =>
        AssertMeans(Gradient(Sum(HadamardPower(X, 3)), X, Softmax(X)), 3 * HadamardPower(Softmax(X), 2));

    // The direction names the same variable as the one that is bound, and so do names that the sweep might invent.
    [Fact]
    public void A_direction_is_not_captured()
    {
        Variable v = Variable("V", Shape.Vector("n"));
        Variable h = Variable("H", Shape.Vector("n"));
        AssertMeans(Directional(Hadamard(X, v), X, h + X + v), Hadamard(h + X + v, v));
    }

    [Fact]
    public void Inner_derivatives_are_closed_first()
    {
        Expr outer = Gradient(Sum(HadamardPower(Gradient(Sum(HadamardPower(X, 3)), X), 2)), X);
        AssertMeans(outer, 36 * HadamardPower(X, 3));
    }

    [Fact]
    public void A_closed_form_holds_no_derivative() => Assert.All(
        ClosedForm.Of(Jacobian(Gradient(LogSumExp(A * X), X), X) * Directional(Softmax(X), X, X)).PostOrder(),
        node => Assert.IsNotType<DerivationKit.Derivative>(node));

    // f_(k+1) = f_k*exp(f_k) has 2^k paths from the root to t, and 2k nodes.
    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void The_sweep_is_linear_in_the_number_of_distinct_nodes(int depth)
    {
        Expr f = Enumerable.Range(0, depth).Aggregate((Expr)T, (x, _) => x * Exp(x));
        Assert.InRange(ClosedForm.Of(Gradient(f, T)).PostOrder().Length, depth, 10 * depth);
    }

    private static void AssertMeans(Expr derivative, Expr expected)
    {
        Expr closed = ClosedForm.Of(derivative);
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(closed, expected)));
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(derivative, expected)));
    }
}
