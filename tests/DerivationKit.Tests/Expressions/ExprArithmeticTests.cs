using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Expressions;

// C#'s and F#'s notation makes exactly the node that it stands for, and simplifies nothing.
public class ExprArithmeticTests
{
    private static readonly Variable A = Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable C = Variable("C", Shape.Matrix("m", "n"));
    private static readonly Variable Q = Variable("Q", Shape.Matrix("n", "n"));
    private static readonly Variable X = Variable("x", Shape.Vector("n"));
    private static readonly Variable S = Variable("s", Shape.Scalar);
    private static readonly Dimension N = Dimension.Named("n");
    private static readonly Rational Half = new(1, 2);

    private static readonly ImmutableArray<(Expr Written, string Name, ImmutableArray<Expr> Arguments)> Cases =
    [
        (A + C, "add", [A, C]),
        (S + 2, "add", [S, Constant(2)]),
        (2 + S, "add", [Constant(2), S]),
        (S + Half, "add", [S, Constant(Half)]),
        (Half + S, "add", [Constant(Half), S]),
        (A - C, "sub", [A, C]),
        (S - 2, "sub", [S, Constant(2)]),
        (2 - S, "sub", [Constant(2), S]),
        (S - Half, "sub", [S, Constant(Half)]),
        (Half - S, "sub", [Constant(Half), S]),
        (-A, "neg", [A]),
        (A * X, "mul", [A, X]),
        (A * 2, "mul", [A, Constant(2)]),
        (2 * A, "mul", [Constant(2), A]),
        (A * Half, "mul", [A, Constant(Half)]),
        (0.5m * A, "mul", [Constant(Half), A]),
        (S + 0.5m, "add", [S, Constant(Half)]),
        (Half * A, "mul", [Constant(Half), A]),
        (A / S, "div", [A, S]),
        (A / 2, "div", [A, Constant(2)]),
        (2 / S, "div", [Constant(2), S]),
        (A / Half, "div", [A, Constant(Half)]),
        (Half / S, "div", [Constant(Half), S]),
        (A.T, "transpose", [A]),
        (Hadamard(A, C), "hadamard", [A, C]),
        (HadamardDivide(A, C), "hadamard_div", [A, C]),
        (Exp(A), "exp", [A]),
        (Log(A), "log", [A]),
        (Sum(A), "sum", [A]),
        (Mean(A), "mean", [A]),
        (RowSum(A), "rowsum", [A]),
        (ColSum(A), "colsum", [A]),
        (Trace(Q), "tr", [Q]),
        (Diag(X), "diag", [X]),
        (Softmax(X), "softmax", [X]),
        (SoftmaxRows(A), "softmax_rows", [A]),
        (SoftmaxCols(A), "softmax_cols", [A]),
        (LogSoftmax(X), "logsoftmax", [X]),
        (LogSoftmaxRows(A), "logsoftmax_rows", [A]),
        (LogSoftmaxCols(A), "logsoftmax_cols", [A]),
        (LogSumExp(X), "logsumexp", [X]),
        (LogSumExpRows(A), "logsumexp_rows", [A]),
        (LogSumExpCols(A), "logsumexp_cols", [A]),
    ];

    [Fact]
    public void An_expression_is_the_application_that_its_notation_stands_for() => Assert.All(Cases, written =>
    {
        Assert.True(OperatorTable.TryFind(written.Name, out OperatorFamily? family));
        Assert.Same(Apply(family.Create([]), written.Arguments), written.Written);
    });

    [Fact]
    public void Parameters_are_passed_on()
    {
        Assert.Equal([new Parameter.Number(3)], Parameters(Pow(S, 3), "pow"));
        Assert.Equal([new Parameter.Number(Half)], Parameters(Pow(S, Half), "pow"));
        Assert.Equal([new Parameter.Number(3)], Parameters(HadamardPower(A, 3), "hadamard_pow"));
        Assert.Equal([new Parameter.Number(Half)], Parameters(HadamardPower(A, Half), "hadamard_pow"));
        Assert.Equal([new Parameter.Text("ij->i")], Parameters(Contract("ij->i", A), "contract"));
        Assert.Equal([new Parameter.Size(N)], Parameters(Ones(N), "ones"));
        Assert.Equal([new Parameter.Size(N)], Parameters(Zeros(N), "zeros"));
        Assert.Equal([new Parameter.Size(N)], Parameters(Eye(N), "eye"));
        Assert.Equal([new Parameter.Size(N)], Parameters(Size(N), "size"));
    }

    [Fact]
    public void A_square_root_is_a_power_of_the_kind_that_its_shape_allows()
    {
        Assert.Same(Pow(S, Half), Sqrt(S));
        Assert.Same(HadamardPower(A, Half), Sqrt(A));
    }

    [Fact]
    public void The_size_of_a_fixed_dimension_is_a_number()
    {
        Assert.Same(Constant(5), Size(Dimension.Of(5)));
        Assert.Throws<ArgumentException>(() => new DimensionSize(Dimension.Of(5)));
    }

    [Fact]
    public void Nothing_is_simplified()
    {
        Assert.Same(A + C, A + C);
        Assert.NotSame(A + C, C + A);
        Assert.NotSame(A, A.T.T);
        Assert.NotSame(S, S + 0);
        Assert.NotSame(S, S.T);
    }

    private static ImmutableArray<Parameter> Parameters(Expr expression, string name)
    {
        Operator applied = ((Apply)expression).Operator;
        Assert.Equal(name, applied.Name);
        return applied.Parameters;
    }
}
