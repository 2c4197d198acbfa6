using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The micro kernels, each of which is made when it is first asked for.</summary>
internal static class MicroKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How wide a kernel can be.</summary>
    public const int MostVectors = 2;

    private const int TallestOfAll = 12;

    private static readonly MicroKernel<T>?[] made = new MicroKernel<T>?[3 * MostVectors * (TallestOfAll + 1)];

    /// <summary>The kernel for a number of rows (1 to <see cref="MaxRows"/>) times 1 or 2 vectors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no kernel of this size.</exception>
    public static MicroKernel<T> Get(LaneWidth width, int rows, int vectors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MaxRows(width, vectors));
        ref MicroKernel<T>? place = ref made[(((Ordinal(width) * MostVectors) + vectors - 1) * (TallestOfAll + 1)) + rows];
        return Volatile.Read(ref place)
            ?? Interlocked.CompareExchange(ref place, MicroKernelEmitter.Emit<T>(width, rows, vectors), null)
            ?? place;
    }

    /// <summary>The kernel for each block of rows.</summary>
    public static MicroKernel<T>[] Get(LaneWidth width, int[] heights, int vectors) =>
        Array.ConvertAll(heights, height => Get(width, height, vectors));

    /// <summary>How many rows fit into the registers (16, or 32 of 512 bits) beside the panel's vectors and a weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are neither 1 nor 2 vectors.</exception>
    public static int MaxRows(LaneWidth width, int vectors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vectors, MostVectors);
        return vectors == 1 || width == LaneWidth.Bits512 ? TallestOfAll : TallestOfAll / 2;
    }

    /// <summary>Divides rows into blocks of at most <see cref="MaxRows"/> and of as few different heights as possible: equal blocks if
    /// they are at least two thirds of that, else blocks that differ by one, the taller first.</summary>
    public static int[] Blocks(int rows, LaneWidth width, int vectors)
    {
        int most = MaxRows(width, vectors);
        int count = (rows + most - 1) / most;
        for (int height = most; 3 * height >= 2 * most; height--)
        {
            if (rows % height == 0)
            {
                count = rows / height;
                break;
            }
        }

        var heights = new int[count];
        for (int block = 0; block < count; block++)
        {
            heights[block] = (rows + count - 1 - block) / count;
        }

        return heights;
    }

    private static int Ordinal(LaneWidth width) => width switch
    {
        LaneWidth.Bits128 => 0,
        LaneWidth.Bits256 => 1,
        _ => 2,
    };
}
