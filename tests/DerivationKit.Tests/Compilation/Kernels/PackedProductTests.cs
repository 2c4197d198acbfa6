using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Kernels;

// Sums of products of small integers are exact in any order, so products are compared for equality.
public unsafe class PackedProductTests
{
    // 1, primes, and one less and more than a vector, a panel and a block of rows.
    private static readonly int[] Lengths = [1, 2, 3, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 37, 64, 65];

    public static TheoryData<int> Widths => [.. from width in Enum.GetValues<LaneWidth>() where LaneWidths.IsSupported(width) select (int)width];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Products_of_doubles_are_exact_in_every_layout(int width) => AssertRandomShapes<double>((LaneWidth)width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Products_of_floats_are_exact_in_every_layout(int width) => AssertRandomShapes<float>((LaneWidth)width);

    // Several blocks of the depth, of lanes and, with the last, of rows; whole pages between the rows.
    [Theory]
    [InlineData(13, 17, 1031)]
    [InlineData(5, 521, 513)]
    [InlineData(37, 1061, 3)]
    [InlineData(29, 512, 512)]
    [InlineData(1201, 19, 385)]
    public void Products_in_many_blocks_are_exact(int m, int n, int k)
    {
        foreach (int layout in new[] { 0, 3, 5 })
        {
            AssertExact<double>(LaneWidths.Widest!.Value, m, n, k, layout, accumulate: layout == 3);
            AssertExact<float>(LaneWidths.Widest!.Value, m, n, k, layout, accumulate: layout == 5);
        }
    }

    [Fact]
    public void A_product_over_nothing_is_zero()
    {
        foreach (bool accumulate in new[] { false, true })
        {
            AssertExact<double>(LaneWidths.Widest!.Value, 3, 5, 0, 0, accumulate);
        }
    }

    [Fact]
    public void A_product_without_entries_touches_nothing()
    {
        new PackedProduct<double>(LaneWidth.Bits128, 0, 3, 2).Run(null, 2, 1, null, 3, 1, null, 3, 1);
        new PackedProduct<double>(LaneWidth.Bits128, 3, 0, 2).Run(null, 2, 1, null, 3, 1, null, 3, 1);
    }

    [Theory]
    [InlineData(4, 8, 3)]
    [InlineData(67, 41, 300)]
    public void Only_the_first_run_allocates(int m, int n, int k)
    {
        var a = Strided<double>.Numbers(m, k, k, 1, 1);
        var b = Strided<double>.Numbers(k, n, 1, k, 2);
        var c = Strided<double>.Numbers(m, n, n, 1, 3);
        var product = new PackedProduct<double>(LaneWidths.Widest!.Value, m, n, k);
        Run(product, a, b, c, accumulate: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(product, a, b, c, accumulate: false);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void AssertRandomShapes<T>(LaneWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(20);
        for (int trial = 0; trial < 60; trial++)
        {
            int m = Lengths[random.Next(Lengths.Length)];
            int n = Lengths[random.Next(Lengths.Length)];
            int k = Lengths[random.Next(Lengths.Length)];
            for (int layout = 0; layout < 8; layout++)
            {
                AssertExact<T>(width, m, n, k, layout, accumulate: trial % 2 == 1);
            }

            AssertExact<T>(width, m, n, k, layout: -1, accumulate: trial % 3 == 1);
        }
    }

    private static void AssertExact<T>(LaneWidth width, int m, int n, int k, int layout, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var a = Matrix<T>(m, k, layout, 1);
        var b = Matrix<T>(k, n, layout, 2);
        var c = Matrix<T>(m, n, layout, 4);
        int[] sums = Sums(a, b);
        var expected = c.Map((i, j) => (accumulate ? c[i, j] : T.Zero) + T.CreateChecked(sums[(i * n) + j]));
        Run(new PackedProduct<T>(width, m, n, k), a, b, c, accumulate);
        Assert.Equal(expected.Buffer, c.Buffer);
    }

    private static void Run<T>(PackedProduct<T> product, Strided<T> a, Strided<T> b, Strided<T> c, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            product.Run(
                pa, a.RowStride, a.ColumnStride, pb, b.RowStride, b.ColumnStride, pc, c.RowStride, c.ColumnStride, accumulate);
        }
    }

    // The definition, in integers.
    private static int[] Sums<T>(Strided<T> a, Strided<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] left = a.Integers();
        int[] right = b.Integers();
        int n = b.Columns;
        int[] sums = new int[a.Rows * n];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = 0; p < a.Columns; p++)
            {
                int weight = left[(i * a.Columns) + p];
                for (int j = 0; j < n; j++)
                {
                    sums[(i * n) + j] += weight * right[(p * n) + j];
                }
            }
        }

        return sums;
    }

    // Each operand has one bit of the layout: row by row or column by column; for a negative layout neither.
    private static Strided<T> Matrix<T>(int rows, int columns, int layout, int bit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (layout < 0)
        {
            return Strided<T>.Numbers(rows, columns, 2, (2 * Math.Max(rows, 1)) + bit, bit);
        }

        return (layout & bit) == 0
            ? Strided<T>.Numbers(rows, columns, Math.Max(columns, 1), 1, bit)
            : Strided<T>.Numbers(rows, columns, 1, rows + 1, bit);
    }
}
