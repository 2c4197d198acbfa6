using System.Numerics;

namespace DerivationKit.Tests.Compilation.Kernels;

// A matrix of small integers within an array of NaN: whoever reads beside it computes NaN, whoever writes beside it is seen.
internal sealed class Strided<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Guard = 40;

    public Strided(int rows, int columns, int rowStride, int columnStride, Func<int, int, int> entry)
    {
        (Rows, Columns, RowStride, ColumnStride) = (rows, columns, rowStride, columnStride);
        Buffer = new T[(2 * Guard) + (Math.Max(rows - 1, 0) * rowStride) + (Math.Max(columns - 1, 0) * columnStride) + 1];
        Array.Fill(Buffer, T.NaN);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                this[i, j] = T.CreateChecked(entry(i, j));
            }
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    public T[] Buffer { get; }

    public ref T Origin => ref Buffer[Guard];

    public T this[int i, int j]
    {
        get => Buffer[Guard + (i * RowStride) + (j * ColumnStride)];
        set => Buffer[Guard + (i * RowStride) + (j * ColumnStride)] = value;
    }

    // Entries that differ between neighbours, and of which thousands of products sum exactly even in single precision.
    public static Strided<T> Numbers(int rows, int columns, int rowStride, int columnStride, int seed) =>
        new(rows, columns, rowStride, columnStride, (i, j) => (((7 * i) + (11 * j) + (3 * i * j) + seed) % 13) - 6);

    // Row after row.
    public int[] Integers()
    {
        int[] integers = new int[Rows * Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                integers[(i * Columns) + j] = int.CreateChecked(this[i, j]);
            }
        }

        return integers;
    }

    // The same place with all entries cleared, to be filled with what is expected.
    public Strided<T> Map(Func<int, int, T> entry)
    {
        var mapped = new Strided<T>(Rows, Columns, RowStride, ColumnStride, (_, _) => 0);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                mapped[i, j] = entry(i, j);
            }
        }

        return mapped;
    }
}
