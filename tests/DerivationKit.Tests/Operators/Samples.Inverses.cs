using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

// Inverses and determinants of 3×3 matrices by cofactors.
internal static partial class Samples
{
    private static IEnumerable<Sample> Inverses() =>
    [
        new("inv", Inv(Q), (a, i, j) => Inverse(a[0])[i, j]),
        new("inv", Inv(S), (a, _, _) => 1 / a[0][0, 0]),
        new("det", Det(Q), (a, _, _) => Determinant(a[0])),
        new("det", Det(S), (a, _, _) => a[0][0, 0]),
        new("logdet", LogDet(Q), (a, _, _) => Math.Log(Math.Abs(Determinant(a[0])))),
        new("logdet", LogDet(S), (a, _, _) => Math.Log(a[0][0, 0])),
        new("matrix_pow", Pow(Q, 0), (_, i, j) => i == j ? 1 : 0),
        new("matrix_pow", Pow(Q, 3), (a, i, j) => Times(a[0], Times(a[0], a[0]))[i, j]),
        new("matrix_pow", Pow(Q, -1), (a, i, j) => Inverse(a[0])[i, j]),
        new("matrix_pow", Pow(Q, -2), (a, i, j) => Times(Inverse(a[0]), Inverse(a[0]))[i, j]),
    ];

    private static double Determinant(Dense a) => Over(3, j => a[0, j] * Cofactor(a, 0, j));

    private static Dense Inverse(Dense a) => Dense.Of(3, 3, (i, j) => Cofactor(a, j, i) / Determinant(a));

    // The signs of the cyclic neighbours come out by themselves.
    private static double Cofactor(Dense a, int i, int j) =>
        (a[(i + 1) % 3, (j + 1) % 3] * a[(i + 2) % 3, (j + 2) % 3]) - (a[(i + 1) % 3, (j + 2) % 3] * a[(i + 2) % 3, (j + 1) % 3]);

    private static Dense Times(Dense a, Dense b) => Dense.Of(3, 3, (i, j) => Over(3, k => a[i, k] * b[k, j]));
}
