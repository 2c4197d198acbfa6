using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Interleaving of 256 bits.</summary>
internal readonly unsafe struct Interleaving256<T> : IInterleaving<Vector256<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Gather(T* source, nint stride) =>
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + stride));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Low(Vector256<T> a, Vector256<T> b) => typeof(T) == typeof(double)
        ? LowPairs(a, b)
        : Avx.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> High(Vector256<T> a, Vector256<T> b) => typeof(T) == typeof(double)
        ? HighPairs(a, b)
        : Avx.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LowPairs(Vector256<T> a, Vector256<T> b) => Avx.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> HighPairs(Vector256<T> a, Vector256<T> b) => Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, T* destination) => Vector256.Store(vector, destination);
}
