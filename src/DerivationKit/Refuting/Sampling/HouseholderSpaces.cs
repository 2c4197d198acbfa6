using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Arrays made of Householder's reflections I - 2vv'/v'v with rational v, or I where v = 0. Source: Golub and Van Loan, Matrix
/// Computations (4th ed., 2013), section 5.1.</summary>
internal static class HouseholderSpaces
{
    private static readonly ImmutableArray<Rational> Values = [0, 1, 2, new(1, 2), -1, new(-1, 2), -2, 3, new(2, 3)];

    /// <summary>Matrices with orthonormal columns: the first columns of a product of one reflection for each column. For one column these
    /// are the rational points of the sphere. There are none with fewer rows than columns.</summary>
    public static InputSpace? Columns(int rows, int columns) =>
        rows < columns
            ? null
            : new(
                [.. from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select new Choice(i, j, 3, Values.Length)],
                choices => Enumerable.Range(0, columns).Reverse().Aggregate(
                    Arrays.Fill(rows, columns, (i, j) => i == j ? 1 : 0),
                    (product, k) => Reflect([.. Enumerable.Range(0, rows).Select(i => Values[choices[(i * columns) + k]])], product)));

    /// <summary>Symmetric orthogonal matrices: plus or minus a reflection.</summary>
    public static InputSpace Symmetric(int size) =>
        new(
            [
                .. Enumerable.Range(0, size).Select(i => new Choice(i, -1, 3, Values.Length)),
                Choice.ForAll(2),
            ],
            choices =>
            {
                Rational sign = choices[^1] == 0 ? 1 : -1;
                return Reflect([.. choices.Take(size).Select(c => Values[c])], Arrays.Fill(size, size, (i, j) => i == j ? sign : 0));
            });

    // A - (2/v'v) v (v'A).
    private static ExactArray Reflect(Rational[] v, ExactArray array)
    {
        Rational square = v.Aggregate(Rational.Zero, (sum, x) => sum + (x * x));
        if (square.IsZero)
        {
            return array;
        }

        Rational[] image = [.. Enumerable.Range(0, array.Columns).Select(j =>
            Enumerable.Range(0, array.Rows).Aggregate(Rational.Zero, (sum, i) => sum + (v[i] * array[i, j])))];
        return Arrays.Fill(array.Rows, array.Columns, (i, j) => array[i, j] - (2 * v[i] * image[j] / square));
    }
}
