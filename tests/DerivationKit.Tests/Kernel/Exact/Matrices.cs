using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Determinants and inverses by cofactors: for matrices of two or three rows, and with infinitesimals.</summary>
internal static class Matrices
{
    /// <summary>The entries of an n×n matrix.</summary>
    public static ImmutableArray<ImmutableArray<Jet>> Of(int n, Func<int, int, Jet> entry) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => entry(i, j)).ToImmutableArray())];

    /// <summary>The determinant of a matrix.</summary>
    public static Jet Determinant(ImmutableArray<ImmutableArray<Jet>> rows) => rows.IsEmpty
        ? Rational.One
        : Enumerable.Range(0, rows.Length).Aggregate((Jet)Rational.Zero, (sum, j) => sum + rows[0][j] * Cofactor(rows, 0, j));

    /// <summary>An entry of the inverse of a matrix.</summary>
    public static Jet Inverse(ImmutableArray<ImmutableArray<Jet>> rows, int row, int column) =>
        Cofactor(rows, column, row) * Determinant(rows).Power(-1);

    private static Jet Cofactor(ImmutableArray<ImmutableArray<Jet>> rows, int row, int column) =>
        (Jet)(Rational)((row + column) % 2 == 0 ? 1 : -1) * Determinant([.. rows.RemoveAt(row).Select(r => r.RemoveAt(column))]);
}
