using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Copies of short runs of numbers, for which a call of a general copy would take longer than the copying.</summary>
internal static unsafe class Copying<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>destination[i·destinationStride + j] = source[i·sourceStride + j] for i &lt; <paramref name="runs"/> and
    /// j &lt; <paramref name="length"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Runs(T* source, nint sourceStride, int runs, int length, T* destination, nint destinationStride)
    {
        for (int i = 0; i < runs; i++)
        {
            Copy(source, length, destination);
            source += sourceStride;
            destination += destinationStride;
        }
    }

    /// <summary>destination[i·stride + j] = 0 for i &lt; <paramref name="runs"/> and j &lt; <paramref name="length"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(T* destination, nint stride, int runs, int length)
    {
        for (int i = 0; i < runs; i++)
        {
            for (int j = 0; j < length; j++)
            {
                destination[j] = T.Zero;
            }

            destination += stride;
        }
    }

    /// <summary>Copies a matrix from any strides to any strides, entry by entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Entries(
        T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* destination, nint destinationRow, nint destinationColumn)
    {
        for (int j = 0; j < columns; j++)
        {
            T* from = source + (j * sourceColumn);
            T* to = destination + (j * destinationColumn);
            for (int i = 0; i < rows; i++)
            {
                *to = *from;
                from += sourceRow;
                to += destinationRow;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* source, int length, T* destination)
    {
        int j = 0;
        for (; Vector512.IsHardwareAccelerated && j + Vector512<T>.Count <= length; j += Vector512<T>.Count)
        {
            Vector512.Store(Vector512.Load(source + j), destination + j);
        }

        for (; Vector256.IsHardwareAccelerated && j + Vector256<T>.Count <= length; j += Vector256<T>.Count)
        {
            Vector256.Store(Vector256.Load(source + j), destination + j);
        }

        for (; Vector128.IsHardwareAccelerated && j + Vector128<T>.Count <= length; j += Vector128<T>.Count)
        {
            Vector128.Store(Vector128.Load(source + j), destination + j);
        }

        for (; j < length; j++)
        {
            destination[j] = source[j];
        }
    }
}
