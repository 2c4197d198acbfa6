using System.Collections.Immutable;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

internal static partial class Samples
{
    // The masks of the samples are weights between 0.5 and 1.5, so that the derivative towards them is compared as well.
    private static IEnumerable<Sample> MaskedSoftmaxes() =>
    [
        new("softmax_masked", Softmax(X, Y), (a, i, _) => Weight(a, i, 0) / Column(a, 0)),
        new("softmax_rows_masked", SoftmaxRows(A, C), (a, i, j) => Weight(a, i, j) / Row(a, i)),
        new("softmax_rows_masked", SoftmaxRows(R, Variable("w", R.Shape)), (a, i, j) => Weight(a, i, j) / Row(a, i)),
        new("softmax_cols_masked", SoftmaxCols(A, C), (a, i, j) => Weight(a, i, j) / Column(a, j)),
        new("softmax_cols_masked", SoftmaxCols(X, Y), (a, i, j) => Weight(a, i, j) / Column(a, j)),
        new("logsoftmax_masked", LogSoftmax(X, Y), (a, i, _) => a[0][i, 0] - Math.Log(Column(a, 0))),
        new("logsoftmax_rows_masked", LogSoftmaxRows(A, C), (a, i, j) => a[0][i, j] - Math.Log(Row(a, i))),
        new("logsoftmax_cols_masked", LogSoftmaxCols(A, C), (a, i, j) => a[0][i, j] - Math.Log(Column(a, j))),
        new("logsumexp_masked", LogSumExp(X, Y), (a, _, _) => Math.Log(Column(a, 0))),
        new("logsumexp_rows_masked", LogSumExpRows(A, C), (a, i, _) => Math.Log(Row(a, i))),
        new("logsumexp_cols_masked", LogSumExpCols(A, C), (a, j, _) => Math.Log(Column(a, j))),
    ];

    private static IEnumerable<Sample> Norms() =>
    [
        new("norm1", Norm1(A), (a, _, _) => a[0].Entries.Sum(Math.Abs), -1.5),
        new("norm1", Norm1(X), (a, _, _) => a[0].Entries.Sum(Math.Abs)),
        new("norm1", Norm1(S), (a, _, _) => Math.Abs(a[0][0, 0]), -1.5),
        new("norm2", Norm2(A), (a, _, _) => Math.Sqrt(a[0].Entries.Sum(x => x * x)), -1.5),
        new("norm2", Norm2(X), (a, _, _) => Math.Sqrt(a[0].Entries.Sum(x => x * x))),
        new("norm2", Norm2(S), (a, _, _) => Math.Abs(a[0][0, 0]), -1.5),
        new("inner", Inner(A, C), (a, _, _) => Dense.Inner(a[0], a[1])),
        new("inner", Inner(X, Y), (a, _, _) => Dense.Inner(a[0], a[1])),
        new("inner", Inner(S, T), (a, _, _) => Dense.Inner(a[0], a[1])),
    ];

    private static IEnumerable<Sample> Normalizations() =>
    [
        new("layernorm_rows", LayerNormRows(A), (a, i, j) => Deviation(a[0], i, j) / Math.Sqrt(Spread(a[0], i, Deviation))),
        new("layernorm_rows", LayerNormRows(R), (a, i, j) => Deviation(a[0], i, j) / Math.Sqrt(Spread(a[0], i, Deviation)), -0.5),
        new("layernorm_rows_eps", LayerNormRows(A, S), (a, i, j) => Deviation(a[0], i, j) / Math.Sqrt(Spread(a[0], i, Deviation) + a[1][0, 0])),
        new("layernorm_rows_eps", LayerNormRows(R, S), (a, i, j) => Deviation(a[0], i, j) / Math.Sqrt(Spread(a[0], i, Deviation) + a[1][0, 0])),
        new("rmsnorm_rows", RmsNormRows(A), (a, i, j) => a[0][i, j] / Math.Sqrt(Spread(a[0], i, Entry))),
        new("rmsnorm_rows", RmsNormRows(R), (a, i, j) => a[0][i, j] / Math.Sqrt(Spread(a[0], i, Entry)), -0.5),
        new("rmsnorm_rows_eps", RmsNormRows(A, S), (a, i, j) => a[0][i, j] / Math.Sqrt(Spread(a[0], i, Entry) + a[1][0, 0])),
        new("rmsnorm_rows_eps", RmsNormRows(R, S), (a, i, j) => a[0][i, j] / Math.Sqrt(Spread(a[0], i, Entry) + a[1][0, 0])),
    ];

    private static double Weight(ImmutableArray<Dense> a, int row, int column) => a[1][row, column] * Math.Exp(a[0][row, column]);

    private static double Row(ImmutableArray<Dense> a, int row) => Over(a[0].Columns, l => Weight(a, row, l));

    private static double Column(ImmutableArray<Dense> a, int column) => Over(a[0].Rows, k => Weight(a, k, column));

    private static double Entry(Dense array, int row, int column) => array[row, column];

    private static double Deviation(Dense array, int row, int column) => array[row, column] - (OverRow(array, row, x => x) / array.Columns);

    private static double Spread(Dense array, int row, Func<Dense, int, int, double> entry) =>
        Over(array.Columns, l => Math.Pow(entry(array, row, l), 2)) / array.Columns;
}
