using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Transposes in registers: strips of 8, 4 and 2 rows of doubles (16, 8 and 4 of floats) become whole vectors of the result; what
/// is left goes entry by entry.</summary>
internal static unsafe class Transposition<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>destination[j·destinationStride + i] = source[i·sourceStride + j] for i &lt; <paramref name="rows"/> and
    /// j &lt; <paramref name="columns"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* source, nint sourceStride, int rows, int columns, T* destination, nint destinationStride)
    {
        int i = 0;
        for (; Interleaving512<T>.IsSupported && i + Vector512<T>.Count <= rows; i += Vector512<T>.Count)
        {
            Strip<Interleaving512<T>, Vector512<T>>(source + (i * sourceStride), sourceStride, columns, destination + i, destinationStride);
        }

        for (; Interleaving256<T>.IsSupported && i + Vector256<T>.Count <= rows; i += Vector256<T>.Count)
        {
            Strip<Interleaving256<T>, Vector256<T>>(source + (i * sourceStride), sourceStride, columns, destination + i, destinationStride);
        }

        for (; Interleaving128<T>.IsSupported && i + Vector128<T>.Count <= rows; i += Vector128<T>.Count)
        {
            Strip<Interleaving128<T>, Vector128<T>>(source + (i * sourceStride), sourceStride, columns, destination + i, destinationStride);
        }

        Copying<T>.Entries(source + (i * sourceStride), sourceStride, 1, rows - i, columns, destination + i, 1, destinationStride);
    }

    // As many rows as a vector has lanes, in tiles of 128 bits of each row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<TInterleaving, TVector>(T* source, nint sourceStride, int columns, T* destination, nint destinationStride)
        where TInterleaving : IInterleaving<TVector, T>
        where TVector : struct
    {
        int j = 0;
        for (; j + Vector128<T>.Count <= columns; j += Vector128<T>.Count)
        {
            if (sizeof(T) == sizeof(double))
            {
                TwoColumns<TInterleaving, TVector>(source + j, sourceStride, destination + (j * destinationStride), destinationStride);
            }
            else
            {
                FourColumns<TInterleaving, TVector>(source + j, sourceStride, destination + (j * destinationStride), destinationStride);
            }
        }

        Copying<T>.Entries(
            source + j, sourceStride, 1, Unsafe.SizeOf<TVector>() / sizeof(T), columns - j, destination + (j * destinationStride), 1, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoColumns<TInterleaving, TVector>(T* source, nint sourceStride, T* destination, nint destinationStride)
        where TInterleaving : IInterleaving<TVector, T>
        where TVector : struct
    {
        TVector even = TInterleaving.Gather(source, 2 * sourceStride);
        TVector odd = TInterleaving.Gather(source + sourceStride, 2 * sourceStride);
        TInterleaving.Store(TInterleaving.Low(even, odd), destination);
        TInterleaving.Store(TInterleaving.High(even, odd), destination + destinationStride);
    }

    // r0 = (a0 a1 a2 a3), r1 = (b0 ...), ...: first (a0 b0 a1 b1) and (c0 d0 c1 d1), then their halves (a0 b0 c0 d0).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourColumns<TInterleaving, TVector>(T* source, nint sourceStride, T* destination, nint destinationStride)
        where TInterleaving : IInterleaving<TVector, T>
        where TVector : struct
    {
        TVector r0 = TInterleaving.Gather(source, 4 * sourceStride);
        TVector r1 = TInterleaving.Gather(source + sourceStride, 4 * sourceStride);
        TVector r2 = TInterleaving.Gather(source + (2 * sourceStride), 4 * sourceStride);
        TVector r3 = TInterleaving.Gather(source + (3 * sourceStride), 4 * sourceStride);
        TVector low01 = TInterleaving.Low(r0, r1);
        TVector low23 = TInterleaving.Low(r2, r3);
        TVector high01 = TInterleaving.High(r0, r1);
        TVector high23 = TInterleaving.High(r2, r3);
        TInterleaving.Store(TInterleaving.LowPairs(low01, low23), destination);
        TInterleaving.Store(TInterleaving.HighPairs(low01, low23), destination + destinationStride);
        TInterleaving.Store(TInterleaving.LowPairs(high01, high23), destination + (2 * destinationStride));
        TInterleaving.Store(TInterleaving.HighPairs(high01, high23), destination + (3 * destinationStride));
    }
}
