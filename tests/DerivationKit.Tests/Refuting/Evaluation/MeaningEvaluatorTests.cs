using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using static DerivationKit.Tests.Refuting.Sampling.PropertyCheckTests;

namespace DerivationKit.Tests.Refuting.Evaluation;

public class MeaningEvaluatorTests
{
    private static readonly Variable X = Expr.Variable("X", Shape.Matrix("m", "n"));
    private static readonly Variable Y = Expr.Variable("Y", Shape.Matrix("m", "n"));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable S = Expr.Variable("S", Shape.Matrix("n", "n"));
    private static readonly Variable V = Expr.Variable("v", Shape.Vector("n"));
    private static readonly Variable W = Expr.Variable("w", Shape.Vector("n"));
    private static readonly Variable T = Expr.Variable("t", Shape.Scalar);

    private static readonly Instance Here = Instance(
        "m=2 n=3 p=4",
        ("X", "1 2 0; -1 3 1/2"),
        ("Y", "0 1 4; 2 -2 1"),
        ("B", "1 0 2 -1; 0 1 1 3; 2 2 0 4"),
        ("S", "1 2 3; 4 5 6; 7 8 10"),
        ("v", "1; 2; 3"),
        ("w", "0; 0; 0"),
        ("t", "2"));

    private static readonly ImmutableArray<Variable> All = [X, Y, B, S, V, W, T];

    [Fact]
    public void Operators_mean_what_is_computed_by_hand()
    {
        AssertEntries("1 2 4 5; 0 4 1 12", X * B);
        AssertEntries("1 -1; 2 3; 0 1/2", X.T);
        AssertEntries("0 2 0; -2 -6 1/2", Expr.Hadamard(X, Y));
        AssertEntries("3; 5/2", Expr.RowSum(X));
        AssertEntries("16", Expr.Trace(S));
        AssertEntries("1; 5; 10", Expr.Diag(S));
        AssertEntries("1 0 0; 0 2 0; 0 0 3", Expr.Diag(V));
        AssertEntries("14", V.T * V);
        AssertEntries("1 2 3; 2 4 6; 3 6 9", V * V.T);
        AssertEntries("15", Expr.Contract("ii,i->", S, Expr.Ones(Dimension.Named("n"))) - 1);
        AssertEntries("1; 10; 30", Expr.Contract("ii,i->i", S, V));
        AssertEntries("3 3; 3 3; 3 3; 3 3", Expr.Size(Dimension.Named("n")) * Expr.Ones(Dimension.Named("p"), Dimension.Named("m")));
    }

    // X is [1 2 0; -1 3 1/2]: its columns are (1,-1), (2,3), (0,1/2).
    [Fact]
    public void Products_of_dimensions_are_laid_out_by_columns()
    {
        Dimension m = Dimension.Named("m"), n = Dimension.Named("n");
        AssertEntries("1; -1; 2; 3; 0; 1/2", Expr.Vec(X));
        AssertEntries("1; 2; 0; -1; 3; 1/2", Expr.Comm(m, n) * Expr.Vec(X));
        AssertEntries("1 2 0 2 4 0 3 6 0; -1 3 1/2 -2 6 1 -3 9 3/2", Expr.Kron(V.T, X));
        AssertEntries("1 2 0; 2 4 0; 3 6 0; -1 3 1/2; -2 6 1; -3 9 3/2", Expr.Kron(X, V));
        AssertEntries(
            "1 0 0 0 0 0; 0 0 1 0 0 0; 0 0 0 0 1 0; 0 1 0 0 0 0; 0 0 0 1 0 0; 0 0 0 0 0 1", Expr.Comm(m, n));
    }

    // d(X*v)[i] = v[j] dX[i,j], d(X')[j,i] = dX[i,j], and the second derivative of sum X[i,j]^2 is 2 on the diagonal.
    [Fact]
    public void Derivatives_by_vec_are_laid_out_by_columns()
    {
        AssertEntries("1 0 2 0 3 0; 0 1 0 2 0 3", Expr.VecJacobian(X * V, X));
        AssertEntries(
            "1 0 0 0 0 0; 0 0 1 0 0 0; 0 0 0 0 1 0; 0 1 0 0 0 0; 0 0 0 1 0 0; 0 0 0 0 0 1", Expr.VecJacobian(X.T, X));
        AssertEntries("0 2 1 -2 4 1", Expr.VecJacobian(Expr.Sum(Expr.Hadamard(X, Y)), X));
        AssertEntries(
            "2 0 0 0 0 0; 0 2 0 0 0 0; 0 0 2 0 0 0; 0 0 0 2 0 0; 0 0 0 0 2 0; 0 0 0 0 0 2", Expr.VecHessian(Expr.Sum(Expr.Hadamard(X, X)), X));
    }

    // exp(0) = 1, so that softmax and its derivative, the covariance of a uniform choice, are rational at 0.
    [Fact]
    public void The_softmax_and_its_derivative_at_zero_are_exact()
    {
        AssertEntries("1/3; 1/3; 1/3", Expr.Softmax(W));
        AssertEntries("2/9 -1/9 -1/9; -1/9 2/9 -1/9; -1/9 -1/9 2/9", Expr.Jacobian(Expr.Softmax(W), W));
        AssertEntries("-1/3; 0; 1/3", Expr.Directional(Expr.Softmax(W), W, V));
    }

    // log 3 is irrational, but the gradient of logsumexp at 0 is 1/3 and its Hessian the covariance again.
    [Fact]
    public void Enclosures_contain_known_values()
    {
        Expr gradient = Expr.Gradient(Expr.LogSumExp(W), W);
        AssertEnclosed("1/3; 1/3; 1/3", gradient);
        AssertEnclosed("2/9 -1/9 -1/9; -1/9 2/9 -1/9; -1/9 -1/9 2/9", Expr.Jacobian(gradient, W));
        AssertEnclosed("0; 0; 0", Expr.Gradient(Expr.Log(Expr.Exp(T)) - T, T) * V);
    }

    [Fact]
    public void A_gradient_has_the_shape_of_its_variable()
    {
        AssertEntries("0 1 4; 2 -2 1", Expr.Gradient(Expr.Sum(Expr.Hadamard(Y, X)), X));

        // d/dX sum((X*B).^2) = 2 X B B'
        AssertEntries("3 0 12 3; 0 3 3 27; 12 12 0 48", Expr.Gradient(Expr.Sum(Expr.HadamardPower(B, 3)), B));
        AssertEntries("8 42 52; -20 82 112", Expr.Gradient(Expr.Sum(Expr.HadamardPower(X * B, 2)), X));
    }

    [Fact]
    public void Rows_of_a_jacobian_are_outputs()
    {
        AssertEntries("1 2 0; -1 3 1/2", Expr.Jacobian(X * V, V));
        AssertEntries("1 2 3", Expr.Jacobian(V.T * V / 2, V));
        AssertEntries("14; 32; 53", Expr.Jacobian(T * (S * V), T));
    }

    [Fact]
    public void A_directional_derivative_has_the_shape_of_its_body()
    {
        // D (X.^3)[Y] = 3 X.^2 .* Y
        AssertEntries("0 12 0; 6 -54 3/4", Expr.Directional(Expr.HadamardPower(X, 3), X, Y));
        AssertEntries("210", Expr.Directional(V.T * S * V, V, Expr.Ones(Dimension.Named("n"))));
    }

    [Fact]
    public void The_hessian_of_a_quadratic_form_is_twice_its_symmetric_part() =>
        AssertEntries("2 6 10; 6 10 14; 10 14 20", Expr.Jacobian(Expr.Gradient(V.T * S * V, V), V));

    // (t^5)' = 5 t^4, 20 t^3, 60 t^2, 120 t at t = 2
    [Fact]
    public void Derivatives_nest_up_to_a_limit()
    {
        Expr power = Expr.Pow(T, 5);
        foreach (string expected in new[] { "80", "160", "240", "240" })
        {
            power = Expr.Gradient(power, T);
            AssertEntries(expected, power);
        }

        NotEvaluatedException refused = Assert.Throws<NotEvaluatedException>(() => Exact(Expr.Gradient(power, T)));
        Assert.Equal("derivatives nested more than 4 deep are not evaluated", refused.Message);
    }

    [Fact]
    public void A_bound_variable_is_bound_in_its_body_alone()
    {
        Expr squares = Expr.Sum(Expr.Hadamard(X, X));

        // X .* (2 X) sums to 2 sum(X.^2), whose gradient is 4 X.
        AssertEntries("4 8 0; -4 12 2", Expr.Gradient(Expr.Sum(Expr.Hadamard(X, Expr.Gradient(squares, X))), X));

        // At another point; what else has that point's name stays as it is.
        AssertEntries("0 3 48; 12 12 3", Expr.Gradient(Expr.Sum(Expr.HadamardPower(X, 3)), X, Y));
        AssertEntries("0 1 4; 2 -2 1", Expr.Gradient(Expr.Sum(Expr.Hadamard(X, Y)), X, Y));

        // The point depends on the variable of an outer derivative: d/dY sum(3 Y.^2) = 6 Y.
        AssertEntries("0 6 24; 12 -12 6", Expr.Gradient(Expr.Sum(Expr.Gradient(Expr.Sum(Expr.HadamardPower(X, 3)), X, Y)), Y));
    }

    [Fact]
    public void A_shared_node_is_evaluated_once()
    {
        Expr doubled = T;
        for (int i = 0; i < 200; i++)
        {
            doubled += doubled;
        }

        Assert.Equal([Rational.Pow(2, 201)], Exact(doubled));
    }

    [Fact]
    public void Whatever_is_undefined_somewhere_is_undefined()
    {
        Assert.Throws<UndefinedException>(() => Exact(1 / (T - 2)));
        Assert.Throws<UndefinedException>(() => Exact((T - 2) * Expr.Log(T - 2)));
        Assert.Throws<UndefinedException>(() => Exact(Expr.HadamardPower(W, -1)));
        Assert.Throws<UndefinedException>(() => Exact(Expr.Gradient(Expr.Pow(T - 2, new Rational(3, 2)), T)));
        AssertEntries("0", Expr.Sqrt(T - 2));
    }

    // sum_ij (X_ij v_j)^2 has the gradient 2 X diag(v)^2 in X and 2 diag(v) diag(X'X) in v, whatever the numbers are.
    [DerivationProperty]
    public void Gradients_agree_with_algebra_at_any_point(ulong seed)
    {
        Expr f = Expr.Sum(Expr.HadamardPower(X * Expr.Diag(V), 2));
        Instance instance = ((Draw.Drawn)InstanceGenerator.Draw([X, V], Here.Sizes, seed, simple: false)).Instance;
        var evaluator = MeaningEvaluator<ExactScalar>.At(instance, [X, V], 64, new MeaningCache());
        Assert.Equal(evaluator.Evaluate(2 * X * Expr.Diag(Expr.Hadamard(V, V))), evaluator.Evaluate(Expr.Gradient(f, X)));
        Assert.Equal(evaluator.Evaluate(2 * Expr.Hadamard(V, Expr.Diag(X.T * X))), evaluator.Evaluate(Expr.Gradient(f, V)));
    }

    private static void AssertEntries(string expected, Expr expr) => Assert.Equal(Array(expected).Entries, Exact(expr));

    private static void AssertEnclosed(string expected, Expr expr)
    {
        Ball[] balls = MeaningEvaluator<Ball>.At(Here, All, 128, new MeaningCache()).Evaluate(expr);
        foreach ((Rational value, Ball ball) in Array(expected).Entries.Zip(balls))
        {
            Assert.True(ball.Contains(value));

            // A few dozen operations on numbers below 8 lose fewer than 28 of 128 bits.
            Assert.InRange((ball - Ball.FromRational(value, 128)).Magnitude, long.MinValue, -100);
        }

        Assert.Equal(Array(expected).Entries.Length, balls.Length);
    }

    private static ImmutableArray<Rational> Exact(Expr expr) =>
        [.. MeaningEvaluator<ExactScalar>.At(Here, All, 64, new MeaningCache()).Evaluate(expr).Select(x => x.Value)];
}
