using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Gauss's elimination with exact numbers.</summary>
internal static class Elimination
{
    /// <summary>Whether the determinant of a square matrix is not 0.</summary>
    public static bool IsInvertible(ExactArray matrix)
    {
        Rational[,] rest = Copy(matrix);
        int n = matrix.Rows;
        for (int p = 0; p < n; p++)
        {
            int found = Enumerable.Range(p, n - p).FirstOrDefault(i => !rest[i, p].IsZero, -1);
            if (found < 0)
            {
                return false;
            }

            for (int j = 0; j < n; j++)
            {
                (rest[p, j], rest[found, j]) = (rest[found, j], rest[p, j]);
            }

            Eliminate(rest, p);
        }

        return true;
    }

    /// <summary>Whether x'Ax is positive for all x ≠ 0, or at least never negative, for a symmetric A: no pivot may be negative, and where
    /// one is 0 its row must be 0. Source: Golub and Van Loan, Matrix Computations (4th ed., 2013), section 4.2.</summary>
    public static bool IsPositive(ExactArray symmetric, bool definite)
    {
        Rational[,] rest = Copy(symmetric);
        int n = symmetric.Rows;
        for (int p = 0; p < n; p++)
        {
            bool zero = rest[p, p].IsZero;
            if (rest[p, p].Sign < 0 || (zero && (definite || Enumerable.Range(p, n - p).Any(j => !rest[p, j].IsZero))))
            {
                return false;
            }

            if (!zero)
            {
                Eliminate(rest, p);
            }
        }

        return true;
    }

    /// <summary>A solution x of Ax = b in which every unknown that may be chosen is 0; none if there is no solution.</summary>
    public static Rational[]? Solve(int rows, int columns, Func<int, int, Rational> entry, Func<int, Rational> right)
    {
        Rational[][] rest = [.. Enumerable.Range(0, rows).Select(i => (Rational[])[.. Enumerable.Range(0, columns).Select(j => entry(i, j)), right(i)])];
        int[] pivots = new int[columns];
        int rank = 0;
        for (int j = 0; j < columns; j++)
        {
            int found = Array.FindIndex(rest, rank, row => !row[j].IsZero);
            pivots[j] = found < 0 ? -1 : rank;
            if (found >= 0)
            {
                (rest[rank], rest[found]) = (rest[found], rest[rank]);
                Clear(rest, rank++, j);
            }
        }

        return rest.Skip(rank).Any(row => !row[columns].IsZero) ? null : [.. pivots.Select(p => p < 0 ? Rational.Zero : rest[p][columns])];
    }

    // Makes the entry of row p in column j 1, and the others of the column 0.
    private static void Clear(Rational[][] rest, int p, int j)
    {
        Rational pivot = rest[p][j];
        rest[p] = [.. rest[p].Select(x => x / pivot)];
        for (int i = 0; i < rest.Length; i++)
        {
            Rational factor = rest[i][j];
            rest[i] = i == p || factor.IsZero ? rest[i] : [.. rest[i].Zip(rest[p], (x, y) => x - (factor * y))];
        }
    }

    // Subtracts multiples of row p from the rows below, so that their entries in column p become 0.
    private static void Eliminate(Rational[,] rest, int p)
    {
        int n = rest.GetLength(0);
        for (int i = p + 1; i < n; i++)
        {
            Rational factor = rest[i, p] / rest[p, p];
            for (int j = p; j < n; j++)
            {
                rest[i, j] -= factor * rest[p, j];
            }
        }
    }

    private static Rational[,] Copy(ExactArray matrix)
    {
        Rational[,] copy = new Rational[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                copy[i, j] = matrix[i, j];
            }
        }

        return copy;
    }
}
