using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Determinants and inverses by cofactors: for matrices of two or three rows, and with infinitesimals.</summary>
internal static class Matrices
{
    /// <summary>The determinant of an n×n matrix.</summary>
    public static Jet Determinant(int n, Func<int, int, Jet> matrix) => Determinant(Rows(n, matrix));

    /// <summary>An entry of its inverse.</summary>
    public static Jet Inverse(int n, Func<int, int, Jet> matrix, int row, int column)
    {
        ImmutableArray<ImmutableArray<Jet>> rows = Rows(n, matrix);
        return Cofactor(rows, column, row) * Determinant(rows).Power(-1);
    }

    private static ImmutableArray<ImmutableArray<Jet>> Rows(int n, Func<int, int, Jet> matrix) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => matrix(i, j)).ToImmutableArray())];

    private static Jet Determinant(ImmutableArray<ImmutableArray<Jet>> rows) => rows.IsEmpty
        ? Rational.One
        : Enumerable.Range(0, rows.Length).Aggregate((Jet)Rational.Zero, (sum, j) => sum + rows[0][j] * Cofactor(rows, 0, j));

    private static Jet Cofactor(ImmutableArray<ImmutableArray<Jet>> rows, int row, int column) =>
        (Jet)(Rational)((row + column) % 2 == 0 ? 1 : -1) * Determinant([.. rows.RemoveAt(row).Select(r => r.RemoveAt(column))]);
}
