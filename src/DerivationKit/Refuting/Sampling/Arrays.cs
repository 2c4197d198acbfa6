using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Builds exact arrays by a formula for their entries.</summary>
internal static class Arrays
{
    /// <summary>The array with the given entries, indices from 0.</summary>
    public static ExactArray Fill(int rows, int columns, Func<int, int, Rational> entry) =>
        new(rows, columns, [.. from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select entry(i, j)]);

    /// <summary>The product of two arrays.</summary>
    public static ExactArray Times(this ExactArray left, ExactArray right) =>
        Fill(left.Rows, right.Columns, (i, j) =>
            Enumerable.Range(0, left.Columns).Aggregate(Rational.Zero, (sum, p) => sum + (left[i, p] * right[p, j])));

    /// <summary>Rows and columns exchanged.</summary>
    public static ExactArray Transposed(this ExactArray array) => Fill(array.Columns, array.Rows, (i, j) => array[j, i]);

    /// <summary>The position of (i, j), i ≤ j, among the entries on and above the diagonal of an n×n array, row after row.</summary>
    public static int Triangle(int n, int i, int j) => (i * n) - (i * (i - 1) / 2) + j - i;
}
