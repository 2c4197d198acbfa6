using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Interleaving of 512 bits.</summary>
internal readonly unsafe struct Interleaving512<T> : IInterleaving<Vector512<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Gather(T* source, nint stride) =>
        Vector512.Create(
            Interleaving256<T>.Gather(source, stride), Interleaving256<T>.Gather(source + (2 * stride), stride));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Low(Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(double)
        ? LowPairs(a, b)
        : Avx512F.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> High(Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(double)
        ? HighPairs(a, b)
        : Avx512F.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LowPairs(Vector512<T> a, Vector512<T> b) => Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> HighPairs(Vector512<T> a, Vector512<T> b) => Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, T* destination) => Vector512.Store(vector, destination);
}
