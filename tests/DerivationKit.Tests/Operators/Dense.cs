namespace DerivationKit.Tests.Operators;

// A dense row-major array of doubles: a scalar is 1×1, a vector n×1, a row 1×n.
internal sealed class Dense(int rows, int columns, double[] entries)
{
    public int Rows => rows;

    public int Columns => columns;

    public IReadOnlyList<double> Entries => entries;

    public double this[int row, int column] => entries[(row * columns) + column];

    public static Dense Of(int rows, int columns, Func<int, int, double> entry) =>
        new(rows, columns, [.. from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select entry(i, j)]);

    // Entries between low and low + 1.
    public static Dense Random(int rows, int columns, int seed, double low = 0.5)
    {
        Random random = new(seed);
        return Of(rows, columns, (_, _) => low + random.NextDouble());
    }

    public static double Inner(Dense a, Dense b) => a.Entries.Zip(b.Entries, (x, y) => x * y).Sum();

    public Dense With(int position, double entry)
    {
        double[] changed = [.. entries];
        changed[position] = entry;
        return new(rows, columns, changed);
    }
}
