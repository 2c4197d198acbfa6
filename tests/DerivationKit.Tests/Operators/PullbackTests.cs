using System.Collections.Immutable;
using DerivationKit.Kernel;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

public class PullbackTests
{
    private const double Step = 1e-5;

    // A central difference is off by Step²/6 times a third derivative, about 1e-10 here, and by rounding of about 1e-16/Step = 1e-11.
    private const double Tolerance = 1e-6;

    private static readonly Dimension N = Dimension.Named("n");
    private static readonly Variable A = Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable Q = Variable("Q", Shape.Matrix("n", "n"));
    private static readonly Variable X = Variable("x", Shape.Vector("n"));
    private static readonly Variable S = Variable("s", Shape.Scalar);

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_pullback_is_the_adjoint_of_the_directional_derivative(string name)
    {
        Sample sample = Samples.Find(name);
        Apply application = sample.Application;
        ImmutableArray<Dense> arguments = sample.Inputs();
        Dense cotangent = sample.Input(application.Shape, seed: 7);
        for (int argument = 0; argument < arguments.Length; argument++)
        {
            (Dense expected, Dense found) = (
                Differences(application, arguments, argument, cotangent), Pulled(application, arguments, argument, cotangent));
            Assert.Equal((expected.Rows, expected.Columns), (found.Rows, found.Columns));
            Assert.Equal(expected.Entries, found.Entries, (x, y) => Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Abs(x)));
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_pullback_has_the_arguments_shape(string name)
    {
        Apply application = Samples.Find(name).Application;
        Assert.All(application.Arguments, (argument, position) => Assert.Equal(argument.Shape, Pullback(application, position).Shape));
    }

    [Fact]
    public void A_product_pulls_back_to_products()
    {
        Assert.Same(Cotangent(A * B) * B.T, Pullback(A * B, 0));
        Assert.Same(A.T * Cotangent(A * B), Pullback(A * B, 1));
        Assert.Same(S * Cotangent(S * A), Pullback(S * A, 1));
        Assert.Same(Sum(Hadamard(Cotangent(S * A), A)), Pullback(S * A, 0));
    }

    [Fact]
    public void Powers_pull_back_with_tidy_coefficients()
    {
        Assert.Same(2 * (Cotangent(S) * S), Pullback(Pow(S, 2), 0));
        Assert.Same(-(Cotangent(S) * Pow(S, -2)), Pullback(Pow(S, -1), 0));
        Assert.Same(3 * Hadamard(Cotangent(A), HadamardPower(A, 2)), Pullback(HadamardPower(A, 3), 0));
        Assert.Same(Cotangent(A), Pullback(HadamardPower(A, 1), 0));
    }

    // The form in which the cross-entropy's gradient is known: with G = -C and rows of C that sum to 1 it is softmax - C.
    [Fact]
    public void A_logsoftmax_pulls_back_to_the_softmax()
    {
        Variable g = Cotangent(A);
        Assert.Same(g - Hadamard(SoftmaxRows(A), RowSum(g) * Ones(N).T), Pullback(LogSoftmaxRows(A), 0));
        Assert.Same(Hadamard(SoftmaxRows(A), g - (RowSum(Hadamard(SoftmaxRows(A), g)) * Ones(N).T)), Pullback(SoftmaxRows(A), 0));
        Assert.Same(Cotangent(S) * Softmax(X), Pullback(LogSumExp(X), 0));
    }

    [Fact]
    public void Reductions_pull_back_to_ones()
    {
        Assert.Same(Cotangent(S) * Ones(Dimension.Named("m"), N), Pullback(Sum(A), 0));
        Assert.Same(Cotangent(S) / Size(N) * Ones(N), Pullback(Mean(X), 0));
        Assert.Same(Cotangent(S) * Eye(N), Pullback(Trace(Q), 0));
    }

    [Fact]
    public void A_constant_has_nothing_to_pull_back_to() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pullback(Eye(N), 0));

    private static Dense Differences(Apply application, ImmutableArray<Dense> arguments, int argument, Dense cotangent)
    {
        Dense point = arguments[argument];
        return new(point.Rows, point.Columns, [.. point.Entries.Select((x, position) =>
            (Paired(position, x + Step) - Paired(position, x - Step)) / (2 * Step))]);

        double Paired(int position, double entry) => Dense.Inner(
            cotangent, Samples.Evaluator.Evaluate(application, arguments.SetItem(argument, point.With(position, entry))));
    }

    private static Dense Pulled(Apply application, ImmutableArray<Dense> arguments, int argument, Dense cotangent)
    {
        Dictionary<string, Dense> values = new() { [Cotangent(application).Name] = cotangent };
        foreach ((Expr variable, Dense value) in application.Arguments.Zip(arguments))
        {
            values.Add(((Variable)variable).Name, value);
        }

        return Samples.Evaluator.Evaluate(Pullback(application, argument), values);
    }

    private static Variable Cotangent(Expr application) => Variable("G", application.Shape);

    private static Expr Pullback(Expr application, int argument) =>
        ((Apply)application).Operator.Pullback((Apply)application, argument, Cotangent(application));
}
