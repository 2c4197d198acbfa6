using System.Collections.Immutable;
using DerivationKit.Kernel;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

// Every family, in every combination of shapes that its rules tell apart. The sizes are pairwise different, and none is 1.
internal static partial class Samples
{
    public static ImmutableDictionary<string, int> Sizes { get; } =
        ImmutableDictionary.CreateRange<string, int>([new("m", 2), new("n", 3), new("p", 4), new("q", 5)]);

    public static TermEvaluator Evaluator { get; } = new(Sizes);

    private static readonly (Axis M, Axis N, Axis P) D =
        (Dimension.Named("m"), Dimension.Named("n"), Dimension.Named("p"));

    private static readonly Variable A = Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Variable("B", Shape.Matrix("n", "p"));
    private static readonly Variable C = Variable("C", Shape.Matrix("m", "n"));
    private static readonly Variable AB = Variable("V", new(D.M, D.N * D.P));
    private static readonly Variable Q = Variable("Q", Shape.Matrix("n", "n"));
    private static readonly Variable X = Variable("x", Shape.Vector("n"));
    private static readonly Variable Y = Variable("y", Shape.Vector("n"));
    private static readonly Variable U = Variable("u", Shape.Vector("m"));
    private static readonly Variable R = Variable("r", new(Dimension.One, D.N));
    private static readonly Variable S = Variable("s", Shape.Scalar);
    private static readonly Variable T = Variable("t", Shape.Scalar);

    public static ImmutableArray<Sample> All { get; } =
    [
        .. Arithmetic(), .. Powers(), .. Elementwise(), .. Products(), .. Matrices(), .. Inverses(), .. Kroneckers(), .. Contractions(), .. Reductions(),
        .. SoftmaxFamily(), .. MaskedSoftmaxes(), .. Norms(), .. Normalizations(), .. Constants(),
    ];

    // By name, because a test's parameters should be readable.
    public static TheoryData<string> Names { get; } = [.. All.Select(sample => sample.Name)];

    public static Sample Find(string name) => All.Single(sample => sample.Name == name);

    private static IEnumerable<Sample> Arithmetic() =>
    [
        new("add", A + C, (a, i, j) => a[0][i, j] + a[1][i, j]),
        new("add", S + T, (a, i, j) => a[0][i, j] + a[1][i, j]),
        new("sub", A - C, (a, i, j) => a[0][i, j] - a[1][i, j]),
        new("sub", R - Variable("w", R.Shape), (a, i, j) => a[0][i, j] - a[1][i, j]),
        new("neg", -A, (a, i, j) => -a[0][i, j]),
        new("hadamard", Hadamard(A, C), (a, i, j) => a[0][i, j] * a[1][i, j]),
        new("hadamard", Hadamard(X, Y), (a, i, j) => a[0][i, j] * a[1][i, j]),
        new("hadamard", Hadamard(S, T), (a, i, j) => a[0][i, j] * a[1][i, j]),
        new("div", A / S, (a, i, j) => a[0][i, j] / a[1][0, 0]),
        new("div", X / S, (a, i, j) => a[0][i, j] / a[1][0, 0]),
        new("div", S / T, (a, i, j) => a[0][i, j] / a[1][0, 0]),
        new("hadamard_div", HadamardDivide(A, C), (a, i, j) => a[0][i, j] / a[1][i, j]),
        new("hadamard_div", HadamardDivide(S, C), (a, i, j) => a[0][0, 0] / a[1][i, j]),
        new("hadamard_div", HadamardDivide(S, X), (a, i, j) => a[0][0, 0] / a[1][i, j]),
        new("hadamard_div", HadamardDivide(S, T), (a, i, j) => a[0][i, j] / a[1][i, j]),
    ];

    private static IEnumerable<Sample> Powers() =>
    [
        new("pow", Pow(S, 0), (_, _, _) => 1),
        new("pow", Pow(S, 1), (a, _, _) => a[0][0, 0]),
        new("pow", Pow(S, 3), (a, _, _) => a[0][0, 0] * a[0][0, 0] * a[0][0, 0]),
        new("pow", Pow(S, -1), (a, _, _) => 1 / a[0][0, 0]),
        new("pow", Pow(S, new Rational(-3, 2)), (a, _, _) => 1 / (a[0][0, 0] * Math.Sqrt(a[0][0, 0]))),
        new("pow", Sqrt(S), (a, _, _) => Math.Sqrt(a[0][0, 0])),
        new("hadamard_pow", HadamardPower(A, 0), (_, _, _) => 1),
        new("hadamard_pow", HadamardPower(A, 2), (a, i, j) => a[0][i, j] * a[0][i, j]),
        new("hadamard_pow", HadamardPower(R, -2), (a, i, j) => 1 / (a[0][i, j] * a[0][i, j])),
        new("hadamard_pow", Sqrt(A), (a, i, j) => Math.Sqrt(a[0][i, j])),
        new("hadamard_pow", HadamardPower(S, 2), (a, i, j) => a[0][i, j] * a[0][i, j]),
        new("size_pow", Pow(S, Size(Dimension.Named("n"))), (a, _, _) => a[0][0, 0] * a[0][0, 0] * a[0][0, 0]),
        new("power", Pow(S, T), (a, _, _) => Math.Pow(a[0][0, 0], a[1][0, 0])),
        new("hadamard_power", HadamardPower(A, C), (a, i, j) => Math.Pow(a[0][i, j], a[1][i, j])),
        new("hadamard_power", HadamardPower(R, S), (a, i, j) => Math.Pow(a[0][i, j], a[1][0, 0])),
        new("hadamard_power", HadamardPower(S, T), (a, i, j) => Math.Pow(a[0][i, j], a[1][i, j])),
    ];

    private static IEnumerable<Sample> Products() =>
    [
        new("mul", A * B, (a, i, j) => Over(a[0].Columns, p => a[0][i, p] * a[1][p, j])),
        new("mul", A * X, (a, i, _) => Over(a[0].Columns, p => a[0][i, p] * a[1][p, 0])),
        new("mul", R * B, (a, _, j) => Over(a[0].Columns, p => a[0][0, p] * a[1][p, j])),
        new("mul", U * R, (a, i, j) => a[0][i, 0] * a[1][0, j]),
        new("mul", R * X, (a, _, _) => Over(a[0].Columns, p => a[0][0, p] * a[1][p, 0])),
        new("mul", S * A, (a, i, j) => a[0][0, 0] * a[1][i, j]),
        new("mul", A * S, (a, i, j) => a[0][i, j] * a[1][0, 0]),
        new("mul", S * R, (a, i, j) => a[0][0, 0] * a[1][i, j]),
        new("mul", X * S, (a, i, j) => a[0][i, j] * a[1][0, 0]),
        new("mul", S * T, (a, _, _) => a[0][0, 0] * a[1][0, 0]),
    ];

    private static IEnumerable<Sample> Matrices() =>
    [
        new("transpose", A.T, (a, i, j) => a[0][j, i]),
        new("transpose", X.T, (a, _, j) => a[0][j, 0]),
        new("transpose", R.T, (a, i, _) => a[0][0, i]),
        new("transpose", S.T, (a, _, _) => a[0][0, 0]),
        new("tr", Trace(Q), (a, _, _) => Over(a[0].Rows, k => a[0][k, k])),
        new("tr", Trace(S), (a, _, _) => a[0][0, 0]),
        new("diag", Diag(X), (a, i, j) => i == j ? a[0][i, 0] : 0),
        new("diag", Diag(Q), (a, i, _) => a[0][i, i]),
        new("diag", Diag(S), (a, _, _) => a[0][0, 0]),
        new("outer", Outer(U, X), (a, i, j) => a[0][i, 0] * a[1][j, 0]),
        new("outer", Outer(X, S), (a, i, _) => a[0][i, 0] * a[1][0, 0]),
        new("outer", Outer(S, T), (a, _, _) => a[0][0, 0] * a[1][0, 0]),
    ];

    // Products of dimensions: m*n, n*p and the like. A position along m*p has the quotient by p in m and the remainder in p.
    private static IEnumerable<Sample> Kroneckers() =>
    [
        new("kron", Kron(A, B), (a, i, j) => a[0][i / a[1].Rows, j / a[1].Columns] * a[1][i % a[1].Rows, j % a[1].Columns]),
        new("kron", Kron(X, U), (a, i, _) => a[0][i / a[1].Rows, 0] * a[1][i % a[1].Rows, 0]),
        new("kron", Kron(X, R), (a, i, j) => a[0][i, 0] * a[1][0, j]),
        new("kron", Kron(R, A), (a, i, j) => a[0][0, j / a[1].Columns] * a[1][i, j % a[1].Columns]),
        new("kron", Kron(A, U), (a, i, j) => a[0][i / a[1].Rows, j] * a[1][i % a[1].Rows, 0]),
        new("kron", Kron(S, A), (a, i, j) => a[0][0, 0] * a[1][i, j]),
        new("kron", Kron(A, S), (a, i, j) => a[0][i, j] * a[1][0, 0]),
        new("kron", Kron(S, T), (a, _, _) => a[0][0, 0] * a[1][0, 0]),
        new("kron", Kron(AB, R), (a, i, j) => a[0][i, j / a[1].Columns] * a[1][0, j % a[1].Columns]),
        new("vec", Vec(A), (a, i, _) => a[0][i % a[0].Rows, i / a[0].Rows]),
        new("vec", Vec(X), (a, i, _) => a[0][i, 0]),
        new("vec", Vec(R), (a, i, _) => a[0][0, i]),
        new("vec", Vec(S), (a, _, _) => a[0][0, 0]),
        new("vec", Vec(AB), (a, i, _) => a[0][i % a[0].Rows, i / a[0].Rows]),
        new("mul", AB * Variable("W", new(D.N * D.P, D.N)), (a, i, j) => Over(a[0].Columns, l => a[0][i, l] * a[1][l, j])),
        new("transpose", AB.T, (a, i, j) => a[0][j, i]),
        new("hadamard", Hadamard(AB, Variable("W", AB.Shape)), (a, i, j) => a[0][i, j] * a[1][i, j]),
        new("tr", Trace(Variable("W", new(D.M * D.N, D.M * D.N))), (a, _, _) => Over(a[0].Rows, k => a[0][k, k])),
        new("diag", Diag(Variable("w", Shape.Vector(D.M * D.N))), (a, i, j) => i == j ? a[0][i, 0] : 0),
        new("diag", Diag(Variable("W", new(D.M * D.N, D.M * D.N))), (a, i, _) => a[0][i, i]),
        new("sum", Sum(AB), (a, _, _) => a[0].Entries.Sum()),
        new("mean", Mean(AB), (a, _, _) => a[0].Entries.Average()),
        new("colsum", ColSum(AB), (a, j, _) => Over(a[0].Rows, k => a[0][k, j])),
        new("softmax_cols", SoftmaxCols(AB), (a, i, j) => Math.Exp(a[0][i, j]) / Over(a[0].Rows, k => Math.Exp(a[0][k, j]))),
        new("contract", Contract("ij,j->i", AB, Variable("w", Shape.Vector(D.N * D.P))), (a, i, _) => Over(a[0].Columns, j => a[0][i, j] * a[1][j, 0])),
        new("comm", Comm(D.M, D.N), (_, i, j) => i % 3 == j / 2 && i / 3 == j % 2 ? 1 : 0),
        new("comm", Comm(D.M * D.N, D.P), (_, i, j) => i % 4 == j / 6 && i / 4 == j % 6 ? 1 : 0),
        new("eye", Eye(D.M * D.N), (_, i, j) => i == j ? 1 : 0),
        new("ones", Ones(D.M * D.N), (_, _, _) => 1),
    ];

    private static IEnumerable<Sample> Contractions() =>
    [
        new("contract", Contract("ij,jk->ik", A, B), (a, i, k) => Over(a[0].Columns, j => a[0][i, j] * a[1][j, k])),
        new("contract", Contract("ab,cb->ca", A, Variable("W", Shape.Matrix("p", "n"))),
            (a, c, b) => Over(a[0].Columns, l => a[0][b, l] * a[1][c, l])),
        new("contract", Contract("ii->", Q), (a, _, _) => Over(a[0].Rows, k => a[0][k, k])),
        new("contract", Contract("ii->i", Q), (a, i, _) => a[0][i, i]),
        new("contract", Contract("ij->i", A), (a, i, _) => Over(a[0].Columns, j => a[0][i, j])),
        new("contract", Contract("i,i,ij->j", U, Variable("v", U.Shape), A),
            (a, j, _) => Over(a[0].Rows, i => a[0][i, 0] * a[1][i, 0] * a[2][i, j])),
        new("contract", Contract("i,j->ij", U, R), (a, i, j) => a[0][i, 0] * a[1][0, j]),
        new("contract", Contract(",j->j", S, X), (a, j, _) => a[0][0, 0] * a[1][j, 0]),
        new("contract", Contract("ij,jk,ki->", A, B, Variable("W", Shape.Matrix("p", "m"))), (a, _, _) => Over(a[0].Rows, i =>
            Over(a[1].Rows, j => Over(a[2].Rows, k => a[0][i, j] * a[1][j, k] * a[2][k, i])))),
    ];

    private static double Over(int size, Func<int, double> term) => Enumerable.Range(0, size).Sum(term);
}
