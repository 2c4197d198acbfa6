using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Simd;

/// <summary>The lanes of registers of 128 bits.</summary>
/// <remarks>The functions of one type of number are reached by casts through object, which the compiler drops: it spends several times as
/// long on the generic methods that reinterpret vectors.</remarks>
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
    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MaxOfNumbers(Vector128<T> a, Vector128<T> b) => Vector128.MaxNative(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Clamp(Vector128<T> x, Vector128<T> low, Vector128<T> high)
    {
        if (!Sse2.IsSupported)
        {
            return Vector128.Min(Vector128.Max(x, low), high);
        }

        // The processor's minimum and maximum are the second operand if one is NaN.
        return typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Sse2.Min((Vector128<double>)(object)high, Sse2.Max((Vector128<double>)(object)low, (Vector128<double>)(object)x))
            : (Vector128<T>)(object)Sse.Min((Vector128<float>)(object)high, Sse.Max((Vector128<float>)(object)low, (Vector128<float>)(object)x));
    }

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
            ? (Vector128<T>)(object)Vector128.ConvertToDouble(FromLeast((Vector128<double>)(object)Normal(x)) >> 52)
            : (Vector128<T>)(object)Vector128.ConvertToSingle(FromLeast((Vector128<float>)(object)Normal(x)) >> 23);
        exponent -= Vector128.ConditionalSelect(IsSubnormal(x), Constant(64), Vector128<T>.Zero);
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
            ? (Vector128<T>)(object)ToLeast(FromLeast((Vector128<double>)(object)Normal(x)) & Vector128.Create((1L << 52) - 1))
            : (Vector128<T>)(object)ToLeast(FromLeast((Vector128<float>)(object)Normal(x)) & Vector128.Create((1 << 23) - 1));
        Vector128<T> infinity = Vector128.Create(T.PositiveInfinity), zero = Vector128<T>.Zero;
        Vector128<T> inside = Vector128.GreaterThan(x, zero) & Vector128.LessThan(x, infinity);
        Vector128<T> end = Vector128.Equals(x, zero) | Vector128.Equals(x, infinity);
        return Vector128.ConditionalSelect(inside, significand, Vector128.ConditionalSelect(end, Constant(1), Vector128.Create(T.NaN)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> a) => typeof(T) == typeof(double)
        ? a.GetElement(0) + a.GetElement(1)
        : (a.GetElement(0) + a.GetElement(2)) + (a.GetElement(1) + a.GetElement(3));

    // x, rounded to T, in every lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Constant(double x) =>
        typeof(T) == typeof(double) ? (Vector128<T>)(object)Vector128.Create(x) : (Vector128<T>)(object)Vector128.Create((float)x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> First(int count) =>
        typeof(T) == typeof(double)
            ? (Vector128<T>)(object)Vector128.LessThan(Vector128<double>.Indices, Vector128.Create((double)count))
            : (Vector128<T>)(object)Vector128.LessThan(Vector128<float>.Indices, Vector128.Create((float)count));

    // Adding 3/2 times the number whose unit is 1 writes an integer in two's complement into the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> PowerOfTwo(Vector128<T> n)
    {
        if (typeof(T) == typeof(double))
        {
            Vector128<long> bits = ((Vector128<double>)(object)n + Vector128.Create(1.5 * (1L << 52))).AsInt64();
            return (Vector128<T>)(object)((bits + Vector128.Create(1023L)) << 52).AsDouble();
        }

        Vector128<int> bitsOfSingle = ((Vector128<float>)(object)n + Vector128.Create(1.5f * (1 << 23))).AsInt32();
        return (Vector128<T>)(object)((bitsOfSingle + Vector128.Create(127)) << 23).AsSingle();
    }

    // Subnormal numbers times 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Normal(Vector128<T> x) =>
        Vector128.ConditionalSelect(IsSubnormal(x), x * Constant(18446744073709551616.0), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> IsSubnormal(Vector128<T> x) => Vector128.LessThan(x, Constant(Significands.LeastNormal<T>()));

    // How many numbers x is above the least significand, 3/4, and back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> FromLeast(Vector128<double> x) => x.AsInt64() - Vector128.Create(Significands.LeastDouble);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> FromLeast(Vector128<float> x) => x.AsInt32() - Vector128.Create(Significands.LeastSingle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ToLeast(Vector128<long> steps) => (steps + Vector128.Create(Significands.LeastDouble)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToLeast(Vector128<int> steps) => (steps + Vector128.Create(Significands.LeastSingle)).AsSingle();
}
