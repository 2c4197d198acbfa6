using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Determinants and inverses by cofactors: for matrices of two or three rows, and with infinitesimals.</summary>
internal static class Matrices
{
    /// <summary>The determinant of an n×n matrix.</summary>
    public static Jet Determinant(int n, Func<int, int, Jet> matrix) => n == 0
        ? Rational.One
        : Enumerable.Range(0, n).Aggregate((Jet)Rational.Zero, (sum, j) => sum + matrix(0, j) * Cofactor(n, matrix, 0, j));

    /// <summary>An entry of its inverse.</summary>
    public static Jet Inverse(int n, Func<int, int, Jet> matrix, int row, int column) =>
        Cofactor(n, matrix, column, row) * Determinant(n, matrix).Power(-1);

    private static Jet Cofactor(int n, Func<int, int, Jet> matrix, int row, int column) =>
        (Jet)(Rational)((row + column) % 2 == 0 ? 1 : -1)
        * Determinant(n - 1, (i, j) => matrix(i < row ? i : i + 1, j < column ? j : j + 1));
}
