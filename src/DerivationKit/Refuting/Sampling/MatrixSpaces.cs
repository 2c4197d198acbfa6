using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Arrays whose entries, on which positions ever, are chosen freely.</summary>
internal static class MatrixSpaces
{
    /// <summary>All entries are chosen.</summary>
    public static InputSpace Full(ImmutableArray<Rational> values, int rows, int columns) =>
        new(
            [.. from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select Entry(i, j, values)],
            choices => Arrays.Fill(rows, columns, (i, j) => values[choices[(i * columns) + j]]));

    /// <summary>The entries on and above the diagonal are chosen, and mirrored.</summary>
    public static InputSpace Symmetric(ImmutableArray<Rational> values, int size) =>
        new(
            [.. from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, size) where i <= j select Entry(i, j, values)],
            choices => Arrays.Fill(size, size, (i, j) => values[choices[Arrays.Triangle(size, Math.Min(i, j), Math.Max(i, j))]]));

    /// <summary>The entries above the diagonal are chosen, and mirrored with the other sign.</summary>
    public static InputSpace Skew(ImmutableArray<Rational> values, int size) =>
        new(
            [.. from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, size) where i < j select Entry(i, j, values)],
            choices =>
            {
                Rational Above(int i, int j) => values[choices[Arrays.Triangle(size - 1, i, j - 1)]];
                return Arrays.Fill(size, size, (i, j) => i < j ? Above(i, j) : i > j ? -Above(j, i) : 0);
            });

    /// <summary>The entries on the diagonal are chosen.</summary>
    public static InputSpace Diagonal(ImmutableArray<Rational> values, int size) =>
        new(
            [.. Enumerable.Range(0, size).Select(i => Entry(i, i, values))],
            choices => Arrays.Fill(size, size, (i, j) => i == j ? values[choices[i]] : 0));

    /// <summary>LDL' with ones on the diagonal of the lower triangular L: every positive semidefinite matrix has this form, and is positive
    /// definite if D is positive. Source: Golub and Van Loan, Matrix Computations (4th ed., 2013), section 4.2.</summary>
    public static InputSpace Gram(ImmutableArray<Rational> diagonal, ImmutableArray<Rational> lower, int size) =>
        new(
            [
                .. from i in Enumerable.Range(0, size)
                   from j in Enumerable.Range(0, size)
                   where i <= j
                   select Entry(i, j, i == j ? diagonal : lower),
            ],
            choices =>
            {
                int Choice(int i, int j) => choices[Arrays.Triangle(size, i, j)];
                Rational L(int i, int j) => i == j ? 1 : lower[Choice(j, i)];
                return Arrays.Fill(size, size, (i, j) => Enumerable.Range(0, Math.Min(i, j) + 1)
                    .Aggregate(Rational.Zero, (sum, p) => sum + (L(i, p) * diagonal[Choice(p, p)] * L(j, p))));
            });

    private static Choice Entry(int row, int column, ImmutableArray<Rational> values) =>
        new(row, column, Math.Min(values.Contains(0) ? 4 : 3, values.Length), values.Length);
}
