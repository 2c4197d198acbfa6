using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Simd;

/// <summary>The lanes of registers of 128 bits.</summary>
internal readonly unsafe struct Lanes128<T> : ILanes<Vector128<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fill(T x) => Vector128.Create(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Constant(double x) =>
        typeof(T) == typeof(double) ? (Vector128<T>)(object)Vector128.Create(x) : (Vector128<T>)(object)Vector128.Create((float)x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* p) => Vector128.Load(p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> x, T* p) => Vector128.Store(x, p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadFirst(T* p, int count)
    {
        if (!Avx.IsSupported)
        {
            Vector128<T> lanes = default;
            Unsafe.CopyBlockUnaligned(&lanes, p, (uint)(count * sizeof(T)));
            return lanes;
        }

        return typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Avx.MaskLoad((double*)p, (Vector128<double>)(object)First(count))
            : (Vector128<T>)(object)Avx.MaskLoad((float*)p, (Vector128<float>)(object)First(count));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector128<T> x, T* p, int count)
    {
        if (!Avx.IsSupported)
        {
            Unsafe.CopyBlockUnaligned(p, &x, (uint)(count * sizeof(T)));
        }
        else if (typeof(T) == typeof(double))
        {
            Avx.MaskStore((double*)p, (Vector128<double>)(object)First(count), (Vector128<double>)(object)x);
        }
        else
        {
            Avx.MaskStore((float*)p, (Vector128<float>)(object)First(count), (Vector128<float>)(object)x);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Negate(Vector128<T> a) => -a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> a) => Vector128.Abs(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> a) => Vector128.Sqrt(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) =>
        typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Vector128.FusedMultiplyAdd(
                (Vector128<double>)(object)a, (Vector128<double>)(object)b, (Vector128<double>)(object)c)
            : (Vector128<T>)(object)Vector128.FusedMultiplyAdd(
                (Vector128<float>)(object)a, (Vector128<float>)(object)b, (Vector128<float>)(object)c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Horner(Vector128<T> sum, Vector128<T> x, double coefficient) =>
        typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Vector128.FusedMultiplyAdd(
                (Vector128<double>)(object)sum, (Vector128<double>)(object)x, Vector128.Create(coefficient))
            : (Vector128<T>)(object)Vector128.FusedMultiplyAdd(
                (Vector128<float>)(object)sum, (Vector128<float>)(object)x, Vector128.Create((float)coefficient));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MaxOfNumbers(Vector128<T> a, Vector128<T> b) => Vector128.MaxNative(a, b);

    // The processor's minimum and maximum are the second operand if one is NaN.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Clamp(Vector128<T> x, double low, double high) =>
        !Sse2.IsSupported
            ? Vector128.Min(Constant(high), Vector128.Max(Constant(low), x))
            : typeof(T) == typeof(double)
                ? (Vector128<T>)(object)Sse2.Min(Vector128.Create(high), Sse2.Max(Vector128.Create(low), (Vector128<double>)(object)x))
                : (Vector128<T>)(object)Sse.Min(Vector128.Create((float)high), Sse.Max(Vector128.Create((float)low), (Vector128<float>)(object)x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> CopySign(Vector128<T> a, Vector128<T> b) => Vector128.ConditionalSelect(Vector128.Create(-T.Zero), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FiniteOrZero(Vector128<T> a) =>
        Vector128.AndNot(a, Vector128.Equals(Vector128.Abs(a), Vector128.Create(T.PositiveInfinity)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> GreaterThan(Vector128<T> a, Vector128<T> b) => Vector128.GreaterThan(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> a, Vector128<T> b) => Vector128.ConditionalSelect(mask, a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Round(Vector128<T> a) =>
        typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Vector128.Round((Vector128<double>)(object)a)
            : (Vector128<T>)(object)Vector128.Round((Vector128<float>)(object)a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> ScaleByPowerOfTwo(Vector128<T> x, Vector128<T> n)
    {
        if (Avx512F.VL.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? (Vector128<T>)(object)Avx512F.VL.Scale((Vector128<double>)(object)x, (Vector128<double>)(object)n)
                : (Vector128<T>)(object)Avx512F.VL.Scale((Vector128<float>)(object)x, (Vector128<float>)(object)n);
        }

        // Neither factor overflows, and only the second product may round.
        Vector128<T> half = Round(n * Constant(0.5));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exponent(Vector128<T> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            // Beyond 3/2 the significand is halved.
            Vector128<T> floor = typeof(T) == typeof(double)
                ? (Vector128<T>)(object)Avx512F.VL.GetExponent((Vector128<double>)(object)x)
                : (Vector128<T>)(object)Avx512F.VL.GetExponent((Vector128<float>)(object)x);
            return Vector128.ConditionalSelect(Vector128.LessThan(Significand(x), Constant(1)), floor + Constant(1), floor);
        }

        Vector128<T> exponent = typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Vector128.ConvertToDouble((((Vector128<double>)(object)Normal(x)).AsInt64() - Vector128.Create(Significands.LeastDouble)) >> 52)
            : (Vector128<T>)(object)Vector128.ConvertToSingle((((Vector128<float>)(object)Normal(x)).AsInt32() - Vector128.Create(Significands.LeastSingle)) >> 23);
        exponent -= Vector128.ConditionalSelect(Vector128.LessThan(x, Constant(Significands.LeastNormal<T>())), Constant(64), Vector128<T>.Zero);
        exponent = Vector128.ConditionalSelect(Vector128.Equals(x, Vector128<T>.Zero), Vector128.Create(T.NegativeInfinity), exponent);
        return Vector128.ConditionalSelect(Vector128.Equals(x, Vector128.Create(T.PositiveInfinity)), x, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Significand(Vector128<T> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? (Vector128<T>)(object)Avx512F.VL.GetMantissa((Vector128<double>)(object)x, Significands.Control)
                : (Vector128<T>)(object)Avx512F.VL.GetMantissa((Vector128<float>)(object)x, Significands.Control);
        }

        Vector128<T> significand = typeof(T) == typeof(double)
            ? (Vector128<T>)(object)(((((Vector128<double>)(object)Normal(x)).AsInt64() - Vector128.Create(Significands.LeastDouble)) & Vector128.Create((1L << 52) - 1))
                + Vector128.Create(Significands.LeastDouble)).AsDouble()
            : (Vector128<T>)(object)(((((Vector128<float>)(object)Normal(x)).AsInt32() - Vector128.Create(Significands.LeastSingle)) & Vector128.Create((1 << 23) - 1))
                + Vector128.Create(Significands.LeastSingle)).AsSingle();
        Vector128<T> positive = Vector128.GreaterThan(x, Vector128<T>.Zero) & Vector128.LessThan(x, Vector128.Create(T.PositiveInfinity));
        Vector128<T> end = Vector128.Equals(x, Vector128<T>.Zero) | Vector128.Equals(x, Vector128.Create(T.PositiveInfinity));
        return Vector128.ConditionalSelect(positive, significand, Vector128.ConditionalSelect(end, Constant(1), Vector128.Create(T.NaN)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> a) => typeof(T) == typeof(double)
        ? a.GetElement(0) + a.GetElement(1)
        : (a.GetElement(0) + a.GetElement(2)) + (a.GetElement(1) + a.GetElement(3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> First(int count) =>
        typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Vector128.LessThan(Vector128<double>.Indices, Vector128.Create((double)count))
            : (Vector128<T>)(object)Vector128.LessThan(Vector128<float>.Indices, Vector128.Create((float)count));

    // Adding 3/2 times the number whose unit is 1 writes an integer in two's complement into the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> PowerOfTwo(Vector128<T> n) =>
        typeof(T) == typeof(double)
            ? (Vector128<T>)(object)((((Vector128<double>)(object)n + Vector128.Create(1.5 * (1L << 52))).AsInt64() + Vector128.Create(1023L)) << 52).AsDouble()
            : (Vector128<T>)(object)((((Vector128<float>)(object)n + Vector128.Create(1.5f * (1 << 23))).AsInt32() + Vector128.Create(127)) << 23).AsSingle();

    // Subnormal numbers times 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Normal(Vector128<T> x) =>
        Vector128.ConditionalSelect(Vector128.LessThan(x, Constant(Significands.LeastNormal<T>())), x * Constant(Math.ScaleB(1, 64)), x);
}
