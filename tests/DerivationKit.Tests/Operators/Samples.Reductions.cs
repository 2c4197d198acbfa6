using System.Collections.Immutable;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

internal static partial class Samples
{
    private static IEnumerable<Sample> Reductions() =>
    [
        new("sum", Sum(A), (a, _, _) => Total(a[0])),
        new("sum", Sum(X), (a, _, _) => Total(a[0])),
        new("sum", Sum(R), (a, _, _) => Total(a[0])),
        new("sum", Sum(S), (a, _, _) => a[0][0, 0]),
        new("mean", Mean(A), (a, _, _) => Total(a[0]) / 6),
        new("mean", Mean(X), (a, _, _) => Total(a[0]) / 3),
        new("mean", Mean(R), (a, _, _) => Total(a[0]) / 3),
        new("mean", Mean(S), (a, _, _) => a[0][0, 0]),
        new("rowsum", RowSum(A), (a, i, _) => OverRow(a[0], i, x => x)),
        new("rowsum", RowSum(R), (a, i, _) => OverRow(a[0], i, x => x)),
        new("rowsum", RowSum(X), (a, i, _) => a[0][i, 0]),
        new("colsum", ColSum(A), (a, j, _) => OverColumn(a[0], j, x => x)),
        new("colsum", ColSum(X), (a, j, _) => OverColumn(a[0], j, x => x)),
        new("colsum", ColSum(R), (a, j, _) => a[0][0, j]),
    ];

    private static IEnumerable<Sample> SoftmaxFamily() =>
    [
        new("softmax", Softmax(X), (a, i, _) => Math.Exp(a[0][i, 0]) / OverColumn(a[0], 0, Math.Exp)),
        new("softmax_rows", SoftmaxRows(A), (a, i, j) => Math.Exp(a[0][i, j]) / OverRow(a[0], i, Math.Exp)),
        new("softmax_rows", SoftmaxRows(R), (a, i, j) => Math.Exp(a[0][i, j]) / OverRow(a[0], i, Math.Exp)),
        new("softmax_cols", SoftmaxCols(A), (a, i, j) => Math.Exp(a[0][i, j]) / OverColumn(a[0], j, Math.Exp)),
        new("softmax_cols", SoftmaxCols(X), (a, i, j) => Math.Exp(a[0][i, j]) / OverColumn(a[0], j, Math.Exp)),
        new("logsoftmax", LogSoftmax(X), (a, i, _) => a[0][i, 0] - Math.Log(OverColumn(a[0], 0, Math.Exp))),
        new("logsoftmax_rows", LogSoftmaxRows(A), (a, i, j) => a[0][i, j] - Math.Log(OverRow(a[0], i, Math.Exp))),
        new("logsoftmax_rows", LogSoftmaxRows(R), (a, i, j) => a[0][i, j] - Math.Log(OverRow(a[0], i, Math.Exp))),
        new("logsoftmax_cols", LogSoftmaxCols(A), (a, i, j) => a[0][i, j] - Math.Log(OverColumn(a[0], j, Math.Exp))),
        new("logsoftmax_cols", LogSoftmaxCols(X), (a, i, j) => a[0][i, j] - Math.Log(OverColumn(a[0], j, Math.Exp))),
        new("logsumexp", LogSumExp(X), (a, _, _) => Math.Log(OverColumn(a[0], 0, Math.Exp))),
        new("logsumexp_rows", LogSumExpRows(A), (a, i, _) => Math.Log(OverRow(a[0], i, Math.Exp))),
        new("logsumexp_rows", LogSumExpRows(R), (a, i, _) => Math.Log(OverRow(a[0], i, Math.Exp))),
        new("logsumexp_cols", LogSumExpCols(A), (a, j, _) => Math.Log(OverColumn(a[0], j, Math.Exp))),
        new("logsumexp_cols", LogSumExpCols(X), (a, j, _) => Math.Log(OverColumn(a[0], j, Math.Exp))),
    ];

    private static IEnumerable<Sample> Constants() =>
    [
        new("ones", Ones(D.N), (_, _, _) => 1),
        new("ones", Ones(D.M, D.N), (_, _, _) => 1),
        new("zeros", Zeros(D.N), (_, _, _) => 0),
        new("zeros", Zeros(D.M, D.N), (_, _, _) => 0),
        new("causal", Causal(D.P), (_, i, j) => i >= j ? 1 : 0),
        new("eye", Eye(D.P), (_, i, j) => i == j ? 1 : 0),
        new("size", Size(D.P), (_, _, _) => 4),
    ];

    private static double Total(Dense array) => array.Entries.Sum();

    private static double OverRow(Dense array, int row, Func<double, double> term) => Over(array.Columns, l => term(array[row, l]));

    private static double OverColumn(Dense array, int column, Func<double, double> term) => Over(array.Rows, k => term(array[k, column]));
}
