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
        new("expm", Expm(Q), (a, i, j) => Exponential(a[0])[i, j]),
        new("expm", Expm(S), (a, _, _) => Math.Exp(a[0][0, 0])),
        new("expm_frechet", ExpmFrechet(S, Variable("t", Shape.Scalar)), (a, _, _) => a[1][0, 0] * Math.Exp(a[0][0, 0])),
    ];

    // The series; 40 terms of norms up to 4.5 leave less than 1e-21.
    private static Dense Exponential(Dense a)
    {
        Dense sum = Dense.Of(3, 3, (i, j) => i == j ? 1 : 0), term = sum;
        for (int k = 1; k < 40; k++)
        {
            (Dense before, double divisor) = (Times(term, a), k);
            term = Dense.Of(3, 3, (i, j) => before[i, j] / divisor);
            (Dense partial, Dense next) = (sum, term);
            sum = Dense.Of(3, 3, (i, j) => partial[i, j] + next[i, j]);
        }

        return sum;
    }

    private static double Determinant(Dense a) => Over(3, j => a[0, j] * Cofactor(a, 0, j));

    private static Dense Inverse(Dense a) => Dense.Of(3, 3, (i, j) => Cofactor(a, j, i) / Determinant(a));

    // The signs of the cyclic neighbours come out by themselves.
    private static double Cofactor(Dense a, int i, int j) =>
        (a[(i + 1) % 3, (j + 1) % 3] * a[(i + 2) % 3, (j + 2) % 3]) - (a[(i + 1) % 3, (j + 2) % 3] * a[(i + 2) % 3, (j + 1) % 3]);

    private static Dense Times(Dense a, Dense b) => Dense.Of(3, 3, (i, j) => Over(3, k => a[i, k] * b[k, j]));
}
