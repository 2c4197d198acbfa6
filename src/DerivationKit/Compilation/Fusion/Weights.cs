using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The factor of a product that all lanes share: Rows × Depth numbers, of which each lane gets one combination for each row.</summary>
internal sealed unsafe class Weights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many bytes of weights stay in the first-level cache as they lie.</summary>
    public const int UnpackedBytes = 32 << 10;

    /// <summary>How much of the depth is summed at a time, so that a block of packed weights stays in the first-level cache.</summary>
    public const int DepthBlock = 256;

    private NativeBuffer<T>? packed;
    private ImmutableArray<int> heights;

    private Weights(Place place, nint rowStride, nint depthStride, int rows, int depth, T number, Place? factor) =>
        (Place, RowStride, DepthStride, Rows, Depth, Number, Factor) = (place, rowStride, depthStride, rows, depth, number, factor);

    /// <summary>Where they lie.</summary>
    public Place Place { get; }

    /// <summary>From one row to the next.</summary>
    public nint RowStride { get; }

    /// <summary>From one summand to the next.</summary>
    public nint DepthStride { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many summands.</summary>
    public int Depth { get; }

    /// <summary>What all are multiplied by.</summary>
    public T Number { get; }

    /// <summary>Where another number lies that all are multiplied by.</summary>
    public Place? Factor { get; }

    /// <summary>Whether they are multiplied by anything.</summary>
    public bool IsScaled => Factor is not null || Number != T.One;

    /// <summary>How much memory they take.</summary>
    public long Bytes => (long)Rows * Depth * sizeof(T);

    /// <summary>Where they begin in the present run.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Whether they are copied, for each block of the depth, to blocks of rows side by side.</summary>
    public bool IsPacked => packed is not null;

    /// <summary>The weights of a product.</summary>
    public static Weights<T> Of(RegionWork.Multiply work, Region region, Func<Value, Place> sourceOf)
    {
        Value.Product product = work.Product;
        var number = T.CreateSaturating(work.With.OfProduct.Number.ToDouble());
        Place? scale = work.With.OfProduct.Factor is { } value ? sourceOf(value) : null;
        if (region.LanesOf(product.Shape) == LaneSide.Rows)
        {
            Place right = View(product.Right);
            return new(right, right.ColumnStride, right.RowStride, right.Columns, right.Rows, number, scale);
        }

        Place left = View(product.Left);
        return new(left, left.RowStride, left.ColumnStride, left.Rows, left.Columns, number, scale);

        Place View(Factor side) => side.Transposed ? sourceOf(side.Value).Transposed : sourceOf(side.Value);
    }

    /// <summary>Decides that they are packed, in blocks of rows that fit panels of so many vectors.</summary>
    public void Pack(LaneWidth width, int vectors)
    {
        heights = MicroKernels<T>.Blocks(Rows, width, vectors);
        packed = new((long)Rows * Depth);
    }

    /// <summary>Finds them in the memory of a run, and packs them if that is decided.</summary>
    public void Begin(in Frame<T> frame)
    {
        Pointer = frame.Pointer(Place);
        if (packed is null)
        {
            return;
        }

        T* to = packed.Pointer;
        for (int p = 0; p < Depth; p += DepthBlock)
        {
            int depth = int.Min(DepthBlock, Depth - p);
            Packing<T>.Weights(Pointer + (p * DepthStride), RowStride, DepthStride, heights, depth, to);
            to += (nint)Rows * depth;
        }

        Pointer = packed.Pointer;
        if (IsScaled)
        {
            Multiply(Factor is { } factor ? Number * *frame.Pointer(factor) : Number);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(T factor)
    {
        T* numbers = Pointer;
        int length = Rows * Depth, i = 0;
        var factors = new Vector<T>(factor);
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector.Store(Vector.Load(numbers + i) * factors, numbers + i);
        }

        for (; i < length; i++)
        {
            numbers[i] *= factor;
        }
    }
}
