using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Kernels;

// Sums of products of small integers are exact in any order, so kernels are compared for equality.
public unsafe class MicroKernelTests
{
    public static TheoryData<int, int> Sizes => [.. from width in Enum.GetValues<LaneWidth>()
                                                    where LaneWidths.IsSupported(width)
                                                    from vectors in new[] { 1, 2 }
                                                    select ((int)width, vectors)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Kernels_of_doubles_sum_exactly(int width, int vectors) => AssertExact<double>((LaneWidth)width, vectors);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Kernels_of_floats_sum_exactly(int width, int vectors) => AssertExact<float>((LaneWidth)width, vectors);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_kernel_is_made_once(int width, int vectors) =>
        Assert.Same(MicroKernels<double>.Get((LaneWidth)width, 2, vectors), MicroKernels<double>.Get((LaneWidth)width, 2, vectors));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(13, 1)]
    [InlineData(7, 2)]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    public void There_is_no_kernel_of_other_sizes(int rows, int vectors) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MicroKernels<double>.Get(LaneWidth.Bits256, rows, vectors));

    [Theory]
    [InlineData(64, 512, 2, new[] { 8, 8, 8, 8, 8, 8, 8, 8 })]
    [InlineData(10, 512, 2, new[] { 10 })]
    [InlineData(13, 512, 2, new[] { 7, 6 })]
    [InlineData(22, 512, 2, new[] { 11, 11 })]
    [InlineData(29, 512, 2, new[] { 10, 10, 9 })]
    [InlineData(29, 256, 1, new[] { 10, 10, 9 })]
    [InlineData(15, 256, 2, new[] { 5, 5, 5 })]
    [InlineData(1, 128, 2, new[] { 1 })]
    public void Blocks_are_balanced(int rows, int width, int vectors, int[] expected) =>
        Assert.Equal(expected, MicroKernels<double>.Blocks(rows, (LaneWidth)width, vectors));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Blocks_cover_all_rows_with_few_heights(int width, int vectors)
    {
        for (int rows = 1; rows <= 200; rows++)
        {
            var blocks = MicroKernels<float>.Blocks(rows, (LaneWidth)width, vectors);
            Assert.Equal(rows, blocks.Sum());
            Assert.InRange(blocks.Max(), 1, MicroKernels<float>.MaxRows((LaneWidth)width, vectors));
            Assert.InRange(blocks.Max() - blocks.Min(), 0, 1);
        }
    }

    private static void AssertExact<T>(LaneWidth width, int vectors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = LaneWidths.Count<T>(width) * vectors;
        for (int rows = 1; rows <= MicroKernels<T>.MaxRows(width, vectors); rows++)
        {
            foreach (int depth in new[] { 0, 1, 2, 7, 8, 9, 31 })
            {
                AssertExact<T>(width, vectors, Strided<T>.Numbers(rows, depth + 1, 1, rows, 1), depth, lanes);
                AssertExact<T>(width, vectors, Strided<T>.Numbers(rows, depth + 1, depth + 4, 1, 2), depth, lanes + 3);
            }
        }
    }

    // The weights have one column more than the depth, which must not count.
    private static void AssertExact<T>(LaneWidth width, int vectors, Strided<T> weights, int depth, int panelStep)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = LaneWidths.Count<T>(width) * vectors;
        int rows = weights.Rows;
        var panel = Strided<T>.Numbers(depth + 1, lanes, panelStep, 1, 5);
        foreach ((bool accumulate, int? scale, int? multiple) in new (bool, int?, int?)[] { (false, null, null), (true, null, null), (false, 3, null), (true, -2, 5), (false, 1, -3) })
        {
            var result = Strided<T>.Numbers(rows, lanes, lanes + 2, 1, 9);
            var addend = Strided<T>.Numbers(rows, lanes, lanes + 5, 1, 4);
            (T a, T b) = (T.CreateChecked(scale ?? 1), T.CreateChecked(multiple ?? 0));
            var expected = result.Map((i, l) => (a * ((accumulate ? result[i, l] : T.Zero) + Sum(depth, p => weights[i, p] * panel[p, l]))) + (b * addend[i, l]));
            fixed (T* w = &weights.Origin, x = &panel.Origin, c = &result.Origin, y = &addend.Origin)
            {
                KernelEnd<T> end = new() { Scale = a, Addend = multiple is null ? null : y, AddendRow = addend.RowStride, Multiple = b };
                MicroKernels<T>.Get(width, rows, vectors)(
                    depth, w, weights.RowStride, weights.ColumnStride, x, panelStep, c, result.RowStride, accumulate, scale is null ? null : &end);
            }

            Assert.Equal(expected.Buffer, result.Buffer);
        }
    }

    private static T Sum<T>(int terms, Func<int, T> term)
        where T : INumber<T>
    {
        T sum = T.Zero;
        for (int p = 0; p < terms; p++)
        {
            sum += term(p);
        }

        return sum;
    }
}
