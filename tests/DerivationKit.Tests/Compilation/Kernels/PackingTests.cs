using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Kernels;

public unsafe class PackingTests
{
    // 1, primes, and one less and more than the strips and tiles of transpositions (2, 4, 8 and 16).
    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33];

    public static TheoryData<int> Layouts => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_panel_holds_its_rows_and_zeros(int layout) => ForEachPanel((rows, columns, lanes) =>
    {
        AssertPanel<double>(layout, rows, columns, lanes);
        AssertPanel<float>(layout, rows, columns, lanes);
    });

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Unpanel_writes_the_rows_and_nothing_else(int layout) => ForEachPanel((rows, columns, lanes) =>
    {
        AssertUnpanel<double>(layout, rows, columns, lanes);
        AssertUnpanel<float>(layout, rows, columns, lanes);
    });

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Weights_lie_block_after_block(int layout)
    {
        foreach (int rows in Lengths)
        {
            foreach (int depth in Lengths)
            {
                AssertWeights<double>(layout, depth, MicroKernels<double>.Blocks(rows, LaneWidth.Bits512, 2));
                AssertWeights<float>(layout, depth, MicroKernels<float>.Blocks(rows, LaneWidth.Bits256, 2));
            }
        }
    }

    private static void ForEachPanel(Action<int, int, int> assert)
    {
        foreach (int rows in Lengths)
        {
            foreach (int columns in Lengths)
            {
                assert(rows, columns, rows);
                assert(rows, columns, rows + 6);
            }
        }
    }

    private static void AssertPanel<T>(int layout, int rows, int columns, int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var source = Matrix<T>(layout, rows, columns);
        var panel = Strided<T>.Numbers(columns, lanes, lanes, 1, 3);
        var expected = panel.Map((j, i) => i < rows ? source[i, j] : T.Zero);
        fixed (T* from = &source.Origin, to = &panel.Origin)
        {
            Packing<T>.Panel(from, source.RowStride, source.ColumnStride, rows, columns, lanes, to);
        }

        Assert.Equal(expected.Buffer, panel.Buffer);
    }

    private static void AssertUnpanel<T>(int layout, int rows, int columns, int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var panel = Strided<T>.Numbers(columns, lanes, lanes, 1, 3);
        var destination = Matrix<T>(layout, rows, columns);
        var expected = destination.Map((i, j) => panel[j, i]);
        fixed (T* from = &panel.Origin, to = &destination.Origin)
        {
            Packing<T>.Unpanel(from, lanes, rows, columns, to, destination.RowStride, destination.ColumnStride);
        }

        Assert.Equal(expected.Buffer, destination.Buffer);
    }

    private static void AssertWeights<T>(int layout, int depth, int[] heights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var source = Matrix<T>(layout, heights.Sum(), depth);
        var packed = new Strided<T>(1, source.Rows * depth, 0, 1, (_, _) => 0);
        var expected = packed.Map((_, _) => T.Zero);
        int next = 0;
        int first = 0;
        foreach (int height in heights)
        {
            for (int p = 0; p < depth; p++)
            {
                for (int i = first; i < first + height; i++)
                {
                    expected[0, next++] = source[i, p];
                }
            }

            first += height;
        }

        fixed (T* from = &source.Origin, to = &packed.Origin)
        {
            Packing<T>.Weights(from, source.RowStride, source.ColumnStride, heights, depth, to);
        }

        Assert.Equal(expected.Buffer, packed.Buffer);
    }

    // Row after row, column after column, or neither.
    private static Strided<T> Matrix<T>(int layout, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T> => layout switch
        {
            0 => Strided<T>.Numbers(rows, columns, columns + 1, 1, 4),
            1 => Strided<T>.Numbers(rows, columns, 1, rows + 2, 5),
            _ => Strided<T>.Numbers(rows, columns, 2, (2 * rows) + 1, 6),
        };
}
