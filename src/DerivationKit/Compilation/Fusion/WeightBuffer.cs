using System.Numerics;
using DerivationKit.Compilation.Kernels;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The weights of a product in the memory of a run: as they lie, or packed.</summary>
/// <param name="weights">The weights.</param>
/// <param name="heights">How many rows the micro kernels take at a time.</param>
/// <param name="isPacked">Whether they are copied, for each block of the depth, to blocks of rows side by side.</param>
internal sealed unsafe class WeightBuffer<T>(Weights weights, int[] heights, bool isPacked)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many bytes of weights stay in the first-level cache as they lie.</summary>
    public const int UnpackedBytes = 32 << 10;

    /// <summary>How much of the depth is summed at a time, so that a block of packed weights stays in the first-level cache.</summary>
    public const int DepthBlock = 256;

    private readonly NativeBuffer<T>? packed = isPacked ? new(weights.Length) : null;

    /// <summary>The weights.</summary>
    public Weights Weights => weights;

    /// <summary>How many rows the micro kernels take at a time.</summary>
    public int[] Heights => heights;

    /// <summary>Where they begin in the present run.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Whether they are copied.</summary>
    public bool IsPacked => isPacked;

    /// <summary>How much memory the copy takes.</summary>
    public long PackedBytes => isPacked ? weights.Length * sizeof(T) : 0;

    /// <summary>Finds them in the memory of a run, and packs them if that is decided.</summary>
    public void Begin(in Frame<T> frame)
    {
        Pointer = frame.Pointer(weights.Place);
        if (packed is null)
        {
            return;
        }

        T* to = packed.Pointer;
        for (int p = 0; p < weights.Depth; p += DepthBlock)
        {
            int depth = int.Min(DepthBlock, weights.Depth - p);
            Packing<T>.Weights(Pointer + (p * weights.DepthStride), weights.RowStride, weights.DepthStride, heights, depth, to);
            to += (nint)weights.Rows * depth;
        }

        Pointer = packed.Pointer;
    }
}
