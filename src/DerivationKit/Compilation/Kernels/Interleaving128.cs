using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Interleaving of 128 bits.</summary>
internal readonly unsafe struct Interleaving128<T> : IInterleaving<Vector128<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && Sse2.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Gather(T* source, nint stride) =>
        Vector128.Load(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Low(Vector128<T> a, Vector128<T> b) => typeof(T) == typeof(double)
        ? LowPairs(a, b)
        : Sse.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> High(Vector128<T> a, Vector128<T> b) => typeof(T) == typeof(double)
        ? HighPairs(a, b)
        : Sse.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LowPairs(Vector128<T> a, Vector128<T> b) => Sse2.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> HighPairs(Vector128<T> a, Vector128<T> b) => Sse2.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> vector, T* destination) => Vector128.Store(vector, destination);
}
