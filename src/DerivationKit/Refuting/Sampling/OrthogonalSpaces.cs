using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Orthogonal matrices with rational entries.</summary>
internal static class OrthogonalSpaces
{
    private static readonly ImmutableArray<Rational> Skew = [0, 1, 2, new(1, 2), -1, new(-1, 2), -2, 3, new(2, 3)];

    /// <summary>Signs and a permutation of the rows of (I - A)(I + A)⁻¹ with a rational skew matrix A. Source: Cayley 1846; Liebeck and
    /// Osborne, The generation of all rational orthogonal matrices (1991).</summary>
    public static InputSpace All(int size) =>
        new(
            [
                .. from i in Enumerable.Range(0, size)
                   from j in Enumerable.Range(0, size)
                   where i < j
                   select new Choice(i, j, 3, Skew.Length),
                .. Enumerable.Range(0, size).Select(i => Choice.ForRow(i, 2)),
                .. Enumerable.Range(0, size).Select(i => Choice.ForRow(i, size - i)),
            ],
            choices =>
            {
                int pairs = size * (size - 1) / 2;
                Rational Above(int i, int j) => Skew[choices[Arrays.Triangle(size - 1, i, j - 1)]];
                ExactArray rotation = Cayley(Arrays.Fill(size, size, (i, j) => i < j ? Above(i, j) : i > j ? -Above(j, i) : 0));
                int[] images = Permutations.Images(size, i => choices[pairs + size + i]);
                return Arrays.Fill(size, size, (i, j) => choices[pairs + i] == 0 ? rotation[images[i], j] : -rotation[images[i], j]);
            });

    /// <summary>Skew orthogonal matrices of even size: QJQ' with an orthogonal Q and blocks (0 1; -1 0) in J. There are none of odd size.
    /// </summary>
    public static InputSpace? Skewed(int size) =>
        size % 2 == 1
            ? null
            : All(size).Select(q => q
                .Times(Arrays.Fill(size, size, (i, j) => i / 2 != j / 2 ? 0 : j - i))
                .Times(q.Transposed()));

    // I + A is invertible: x'(I + A)x = x'x for a skew A.
    private static ExactArray Cayley(ExactArray skew)
    {
        int n = skew.Rows;
        ExactArray minus = Arrays.Fill(n, n, (i, j) => (i == j ? 1 : 0) - skew[i, j]);
        ExactArray plus = Arrays.Fill(n, n, (i, j) => (i == j ? 1 : 0) + skew[i, j]);
        return minus.Times(Inverse(plus));
    }

    // Gauss and Jordan's elimination. No pivot vanishes: every leading block of I + A has the form I + skew.
    private static ExactArray Inverse(ExactArray matrix)
    {
        int n = matrix.Rows;
        Rational[,] work = new Rational[n, 2 * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                (work[i, j], work[i, n + j]) = (matrix[i, j], i == j ? 1 : 0);
            }
        }

        for (int p = 0; p < n; p++)
        {
            Rational pivot = work[p, p];
            for (int j = 0; j < 2 * n; j++)
            {
                work[p, j] /= pivot;
            }

            for (int i = 0; i < n; i++)
            {
                Rational factor = i == p ? 0 : work[i, p];
                for (int j = 0; j < 2 * n; j++)
                {
                    work[i, j] -= factor * work[p, j];
                }
            }
        }

        return Arrays.Fill(n, n, (i, j) => work[i, n + j]);
    }
}
