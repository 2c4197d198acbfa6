using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Arrays of numbers that are not negative and sum to 1 in each row, made from whole-number weights.</summary>
internal static class StochasticSpaces
{
    private const int Few = 2;
    private const int Many = 6;

    /// <summary>Arrays with one 1 in each row: its column is chosen.</summary>
    public static InputSpace OneHot(int rows, int columns) =>
        new(
            [.. Enumerable.Range(0, rows).Select(i => Choice.ForRow(i, columns))],
            choices => Arrays.Fill(rows, columns, (i, j) => choices[i] == j ? 1 : 0));

    /// <summary>Vectors with one 1: its position is chosen.</summary>
    public static InputSpace OneHotVector(int rows) =>
        new([Choice.ForAll(rows)], choices => Arrays.Fill(rows, 1, (i, _) => choices[0] == i ? 1 : 0));

    /// <summary>Row-stochastic arrays: weights divided by their sum; a row of zero weights is (1, 0, .., 0).</summary>
    public static InputSpace Rows(int rows, int columns, bool positive) =>
        new(
            [
                .. from i in Enumerable.Range(0, rows)
                   from j in Enumerable.Range(0, columns)
                   select columns == 1 ? new Choice(i, j, 1, 1) : new Choice(i, j, Few, Many),
            ],
            choices =>
            {
                int[] weights = [.. choices.Select(c => positive ? c + 1 : c)];
                int[] sums = [.. Enumerable.Range(0, rows).Select(i => weights.Skip(i * columns).Take(columns).Sum())];
                return Arrays.Fill(rows, columns, (i, j) =>
                    sums[i] == 0 ? (j == 0 ? 1 : 0) : new Rational(weights[(i * columns) + j], sums[i]));
            });

    /// <summary>Symmetric row-stochastic arrays: weights off the diagonal, divided by at least the largest row sum; the diagonal takes
    /// what is missing from 1.</summary>
    public static InputSpace Symmetric(int size, bool positive) =>
        new(
            [
                .. from i in Enumerable.Range(0, size)
                   from j in Enumerable.Range(0, size)
                   where i < j
                   select new Choice(i, j, Few, Many),
                Choice.ForAll(2),
            ],
            choices =>
            {
                int Weight(int i, int j) =>
                    i == j ? 0 : choices[Arrays.Triangle(size - 1, Math.Min(i, j), Math.Max(i, j) - 1)] + (positive ? 1 : 0);
                int[] sums = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Sum(j => Weight(i, j)))];
                int divisor = Math.Max(1, sums.Max() + choices[^1] + (positive ? 1 : 0));
                return Arrays.Fill(size, size, (i, j) => new Rational(i == j ? divisor - sums[i] : Weight(i, j), divisor));
            });
}
