using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Simd;

/// <summary>The lanes of registers of 256 bits.</summary>
/// <remarks>The functions of one type of number are reached by casts through object, which the compiler drops: it spends several times as
/// long on the generic methods that reinterpret vectors.</remarks>
internal readonly unsafe struct Lanes256<T> : ILanes<Vector256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fill(T x) => Vector256.Create(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* p) => Vector256.Load(p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> x, T* p) => Vector256.Store(x, p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFirst(T* p, int count)
    {
        if (!Avx.IsSupported)
        {
            Vector256<T> lanes = default;
            Unsafe.CopyBlockUnaligned(&lanes, p, (uint)(count * sizeof(T)));
            return lanes;
        }

        return typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Avx.MaskLoad((double*)p, (Vector256<double>)(object)First(count))
            : (Vector256<T>)(object)Avx.MaskLoad((float*)p, (Vector256<float>)(object)First(count));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector256<T> x, T* p, int count)
    {
        if (!Avx.IsSupported)
        {
            Unsafe.CopyBlockUnaligned(p, &x, (uint)(count * sizeof(T)));
        }
        else if (typeof(T) == typeof(double))
        {
            Avx.MaskStore((double*)p, (Vector256<double>)(object)First(count), (Vector256<double>)(object)x);
        }
        else
        {
            Avx.MaskStore((float*)p, (Vector256<float>)(object)First(count), (Vector256<float>)(object)x);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Negate(Vector256<T> a) => -a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs(Vector256<T> a) => Vector256.Abs(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt(Vector256<T> a) => Vector256.Sqrt(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Vector256.FusedMultiplyAdd(
                (Vector256<double>)(object)a, (Vector256<double>)(object)b, (Vector256<double>)(object)c)
            : (Vector256<T>)(object)Vector256.FusedMultiplyAdd(
                (Vector256<float>)(object)a, (Vector256<float>)(object)b, (Vector256<float>)(object)c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxOfNumbers(Vector256<T> a, Vector256<T> b) => Vector256.MaxNative(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Clamp(Vector256<T> x, Vector256<T> low, Vector256<T> high)
    {
        if (!Avx.IsSupported)
        {
            return Vector256.Min(Vector256.Max(x, low), high);
        }

        // The processor's minimum and maximum are the second operand if one is NaN.
        return typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Avx.Min((Vector256<double>)(object)high, Avx.Max((Vector256<double>)(object)low, (Vector256<double>)(object)x))
            : (Vector256<T>)(object)Avx.Min((Vector256<float>)(object)high, Avx.Max((Vector256<float>)(object)low, (Vector256<float>)(object)x));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> CopySign(Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(Vector256.Create(-T.Zero), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FiniteOrZero(Vector256<T> a) =>
        Vector256.AndNot(a, Vector256.Equals(Vector256.Abs(a), Vector256.Create(T.PositiveInfinity)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> GreaterThan(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThan(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(mask, a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round(Vector256<T> a) =>
        typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Vector256.Round((Vector256<double>)(object)a)
            : (Vector256<T>)(object)Vector256.Round((Vector256<float>)(object)a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ScaleByPowerOfTwo(Vector256<T> x, Vector256<T> n)
    {
        if (Avx512F.VL.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? (Vector256<T>)(object)Avx512F.VL.Scale((Vector256<double>)(object)x, (Vector256<double>)(object)n)
                : (Vector256<T>)(object)Avx512F.VL.Scale((Vector256<float>)(object)x, (Vector256<float>)(object)n);
        }

        // Neither factor overflows, and only the second product may round.
        Vector256<T> half = Round(n * Constant(0.5));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exponent(Vector256<T> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            // Beyond 3/2 the significand is halved.
            Vector256<T> floor = typeof(T) == typeof(double)
                ? (Vector256<T>)(object)Avx512F.VL.GetExponent((Vector256<double>)(object)x)
                : (Vector256<T>)(object)Avx512F.VL.GetExponent((Vector256<float>)(object)x);
            return Vector256.ConditionalSelect(Vector256.LessThan(Significand(x), Constant(1)), floor + Constant(1), floor);
        }

        Vector256<T> exponent = typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Vector256.ConvertToDouble(FromLeast((Vector256<double>)(object)Normal(x)) >> 52)
            : (Vector256<T>)(object)Vector256.ConvertToSingle(FromLeast((Vector256<float>)(object)Normal(x)) >> 23);
        exponent -= Vector256.ConditionalSelect(IsSubnormal(x), Constant(64), Vector256<T>.Zero);
        exponent = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<T>.Zero), Vector256.Create(T.NegativeInfinity), exponent);
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(T.PositiveInfinity)), x, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Significand(Vector256<T> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? (Vector256<T>)(object)Avx512F.VL.GetMantissa((Vector256<double>)(object)x, Significands.Control)
                : (Vector256<T>)(object)Avx512F.VL.GetMantissa((Vector256<float>)(object)x, Significands.Control);
        }

        Vector256<T> significand = typeof(T) == typeof(double)
            ? (Vector256<T>)(object)ToLeast(FromLeast((Vector256<double>)(object)Normal(x)) & Vector256.Create((1L << 52) - 1))
            : (Vector256<T>)(object)ToLeast(FromLeast((Vector256<float>)(object)Normal(x)) & Vector256.Create((1 << 23) - 1));
        Vector256<T> infinity = Vector256.Create(T.PositiveInfinity), zero = Vector256<T>.Zero;
        Vector256<T> inside = Vector256.GreaterThan(x, zero) & Vector256.LessThan(x, infinity);
        Vector256<T> end = Vector256.Equals(x, zero) | Vector256.Equals(x, infinity);
        return Vector256.ConditionalSelect(inside, significand, Vector256.ConditionalSelect(end, Constant(1), Vector256.Create(T.NaN)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> a) => Lanes128<T>.Sum(a.GetLower() + a.GetUpper());

    // x, rounded to T, in every lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Constant(double x) =>
        typeof(T) == typeof(double) ? (Vector256<T>)(object)Vector256.Create(x) : (Vector256<T>)(object)Vector256.Create((float)x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> First(int count) =>
        typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Vector256.LessThan(Vector256<double>.Indices, Vector256.Create((double)count))
            : (Vector256<T>)(object)Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)count));

    // Adding 3/2 times the number whose unit is 1 writes an integer in two's complement into the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> PowerOfTwo(Vector256<T> n)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<long> bits = ((Vector256<double>)(object)n + Vector256.Create(1.5 * (1L << 52))).AsInt64();
            return (Vector256<T>)(object)((bits + Vector256.Create(1023L)) << 52).AsDouble();
        }

        Vector256<int> bitsOfSingle = ((Vector256<float>)(object)n + Vector256.Create(1.5f * (1 << 23))).AsInt32();
        return (Vector256<T>)(object)((bitsOfSingle + Vector256.Create(127)) << 23).AsSingle();
    }

    // Subnormal numbers times 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Normal(Vector256<T> x) =>
        Vector256.ConditionalSelect(IsSubnormal(x), x * Constant(18446744073709551616.0), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> IsSubnormal(Vector256<T> x) => Vector256.LessThan(x, Constant(Significands.LeastNormal<T>()));

    // How many numbers x is above the least significand, 3/4, and back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> FromLeast(Vector256<double> x) => x.AsInt64() - Vector256.Create(Significands.LeastDouble);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> FromLeast(Vector256<float> x) => x.AsInt32() - Vector256.Create(Significands.LeastSingle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToLeast(Vector256<long> steps) => (steps + Vector256.Create(Significands.LeastDouble)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToLeast(Vector256<int> steps) => (steps + Vector256.Create(Significands.LeastSingle)).AsSingle();
}
