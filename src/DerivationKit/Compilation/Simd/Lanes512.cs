using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Simd;

/// <summary>The lanes of registers of 512 bits.</summary>
/// <remarks>The functions of one type of number are reached by casts through object, which the compiler drops: it spends several times as
/// long on the generic methods that reinterpret vectors.</remarks>
internal readonly unsafe struct Lanes512<T> : ILanes<Vector512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fill(T x) => Vector512.Create(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* p) => Vector512.Load(p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> x, T* p) => Vector512.Store(x, p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadFirst(T* p, int count)
    {
        if (!Avx512F.IsSupported)
        {
            Vector512<T> lanes = default;
            Unsafe.CopyBlockUnaligned(&lanes, p, (uint)(count * sizeof(T)));
            return lanes;
        }

        return typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Avx512F.MaskLoad((double*)p, (Vector512<double>)(object)First(count), Vector512<double>.Zero)
            : (Vector512<T>)(object)Avx512F.MaskLoad((float*)p, (Vector512<float>)(object)First(count), Vector512<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector512<T> x, T* p, int count)
    {
        if (!Avx512F.IsSupported)
        {
            Unsafe.CopyBlockUnaligned(p, &x, (uint)(count * sizeof(T)));
        }
        else if (typeof(T) == typeof(double))
        {
            Avx512F.MaskStore((double*)p, (Vector512<double>)(object)First(count), (Vector512<double>)(object)x);
        }
        else
        {
            Avx512F.MaskStore((float*)p, (Vector512<float>)(object)First(count), (Vector512<float>)(object)x);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Negate(Vector512<T> a) => -a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> a) => Vector512.Abs(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sqrt(Vector512<T> a) => Vector512.Sqrt(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) =>
        typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Vector512.FusedMultiplyAdd(
                (Vector512<double>)(object)a, (Vector512<double>)(object)b, (Vector512<double>)(object)c)
            : (Vector512<T>)(object)Vector512.FusedMultiplyAdd(
                (Vector512<float>)(object)a, (Vector512<float>)(object)b, (Vector512<float>)(object)c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MaxOfNumbers(Vector512<T> a, Vector512<T> b) => Vector512.MaxNative(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Clamp(Vector512<T> x, Vector512<T> low, Vector512<T> high)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Min(Vector512.Max(x, low), high);
        }

        // The processor's minimum and maximum are the second operand if one is NaN.
        return typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Avx512F.Min((Vector512<double>)(object)high, Avx512F.Max((Vector512<double>)(object)low, (Vector512<double>)(object)x))
            : (Vector512<T>)(object)Avx512F.Min((Vector512<float>)(object)high, Avx512F.Max((Vector512<float>)(object)low, (Vector512<float>)(object)x));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> CopySign(Vector512<T> a, Vector512<T> b) => Vector512.ConditionalSelect(Vector512.Create(-T.Zero), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FiniteOrZero(Vector512<T> a) =>
        Vector512.AndNot(a, Vector512.Equals(Vector512.Abs(a), Vector512.Create(T.PositiveInfinity)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> GreaterThan(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThan(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> a, Vector512<T> b) => Vector512.ConditionalSelect(mask, a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Round(Vector512<T> a) =>
        typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Vector512.Round((Vector512<double>)(object)a)
            : (Vector512<T>)(object)Vector512.Round((Vector512<float>)(object)a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ScaleByPowerOfTwo(Vector512<T> x, Vector512<T> n)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? (Vector512<T>)(object)Avx512F.Scale((Vector512<double>)(object)x, (Vector512<double>)(object)n)
                : (Vector512<T>)(object)Avx512F.Scale((Vector512<float>)(object)x, (Vector512<float>)(object)n);
        }

        // Neither factor overflows, and only the second product may round.
        Vector512<T> half = Round(n * Constant(0.5));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exponent(Vector512<T> x)
    {
        if (Avx512F.IsSupported)
        {
            // Beyond 3/2 the significand is halved.
            Vector512<T> floor = typeof(T) == typeof(double)
                ? (Vector512<T>)(object)Avx512F.GetExponent((Vector512<double>)(object)x)
                : (Vector512<T>)(object)Avx512F.GetExponent((Vector512<float>)(object)x);
            return Vector512.ConditionalSelect(Vector512.LessThan(Significand(x), Constant(1)), floor + Constant(1), floor);
        }

        Vector512<T> exponent = typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Vector512.ConvertToDouble(FromLeast((Vector512<double>)(object)Normal(x)) >> 52)
            : (Vector512<T>)(object)Vector512.ConvertToSingle(FromLeast((Vector512<float>)(object)Normal(x)) >> 23);
        exponent -= Vector512.ConditionalSelect(IsSubnormal(x), Constant(64), Vector512<T>.Zero);
        exponent = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<T>.Zero), Vector512.Create(T.NegativeInfinity), exponent);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(T.PositiveInfinity)), x, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Significand(Vector512<T> x)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? (Vector512<T>)(object)Avx512F.GetMantissa((Vector512<double>)(object)x, Significands.Control)
                : (Vector512<T>)(object)Avx512F.GetMantissa((Vector512<float>)(object)x, Significands.Control);
        }

        Vector512<T> significand = typeof(T) == typeof(double)
            ? (Vector512<T>)(object)ToLeast(FromLeast((Vector512<double>)(object)Normal(x)) & Vector512.Create((1L << 52) - 1))
            : (Vector512<T>)(object)ToLeast(FromLeast((Vector512<float>)(object)Normal(x)) & Vector512.Create((1 << 23) - 1));
        Vector512<T> infinity = Vector512.Create(T.PositiveInfinity), zero = Vector512<T>.Zero;
        Vector512<T> inside = Vector512.GreaterThan(x, zero) & Vector512.LessThan(x, infinity);
        Vector512<T> end = Vector512.Equals(x, zero) | Vector512.Equals(x, infinity);
        return Vector512.ConditionalSelect(inside, significand, Vector512.ConditionalSelect(end, Constant(1), Vector512.Create(T.NaN)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> a) => Lanes256<T>.Sum(a.GetLower() + a.GetUpper());

    // x, rounded to T, in every lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Constant(double x) =>
        typeof(T) == typeof(double) ? (Vector512<T>)(object)Vector512.Create(x) : (Vector512<T>)(object)Vector512.Create((float)x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> First(int count) =>
        typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)count))
            : (Vector512<T>)(object)Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)count));

    // Adding 3/2 times the number whose unit is 1 writes an integer in two's complement into the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> PowerOfTwo(Vector512<T> n)
    {
        if (typeof(T) == typeof(double))
        {
            Vector512<long> bits = ((Vector512<double>)(object)n + Vector512.Create(1.5 * (1L << 52))).AsInt64();
            return (Vector512<T>)(object)((bits + Vector512.Create(1023L)) << 52).AsDouble();
        }

        Vector512<int> bitsOfSingle = ((Vector512<float>)(object)n + Vector512.Create(1.5f * (1 << 23))).AsInt32();
        return (Vector512<T>)(object)((bitsOfSingle + Vector512.Create(127)) << 23).AsSingle();
    }

    // Subnormal numbers times 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Normal(Vector512<T> x) =>
        Vector512.ConditionalSelect(IsSubnormal(x), x * Constant(18446744073709551616.0), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> IsSubnormal(Vector512<T> x) => Vector512.LessThan(x, Constant(Significands.LeastNormal<T>()));

    // How many numbers x is above the least significand, 3/4, and back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> FromLeast(Vector512<double> x) => x.AsInt64() - Vector512.Create(Significands.LeastDouble);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> FromLeast(Vector512<float> x) => x.AsInt32() - Vector512.Create(Significands.LeastSingle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToLeast(Vector512<long> steps) => (steps + Vector512.Create(Significands.LeastDouble)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ToLeast(Vector512<int> steps) => (steps + Vector512.Create(Significands.LeastSingle)).AsSingle();
}
