using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Benchmarks.Measuring;

namespace DerivationKit.Benchmarks.Limits;

/// <summary>Loops that do one thing as fast as a core can: multiply and add, exponentiate, or move memory.</summary>
internal static class Peak<TLanes, TVector, T>
    where TLanes : ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Steps = 4096;
    private const int Accumulators = 12;
    private const int Slices = 20;

    // Some roundings of the last place, and what is left of the Taylor series at |r| = ln 2 / 2.
    private static readonly T Tolerance = T.CreateChecked(typeof(T) == typeof(double) ? 1e-13 : 1e-6);

    /// <summary>Additions and multiplications per second, from registers alone.</summary>
    public static double Flops(double slice)
    {
        var sink = new T[TLanes.Count];
        return 2.0 * Accumulators * TLanes.Count * Steps / BestSeconds(() => MultiplyAdd(sink), slice);
    }

    /// <summary>Exponentials per second in the nearest cache, by a polynomial of as many terms as full precision needs.</summary>
    public static double Exponentials(double slice)
    {
        T[] source = [.. Enumerable.Range(0, 1024).Select(i => T.CreateChecked((i - 512) / 64.0))];
        var target = new T[source.Length];
        double seconds = BestSeconds(() => Exponentiate(source, target), slice);
        return source.Zip(target).All(p => T.Abs((p.Second / T.Exp(p.First)) - T.One) < Tolerance)
            ? source.Length / seconds
            : throw new InvalidOperationException("the polynomial is not an exponential");
    }

    /// <summary>Bytes read and written per second by x := y + a·z with so many bytes in all three together.</summary>
    public static double Bytes(double slice, int bytes)
    {
        int length = bytes / 3 / Unsafe.SizeOf<T>() / TLanes.Count * TLanes.Count;
        T[] x = new T[length], y = new T[length], z = new T[length];
        return 3.0 * length * Unsafe.SizeOf<T>() / BestSeconds(() => Triad(x, y, z), slice);
    }

    // The best of many slices: a limit is what the core can do, not what it does on the average.
    private static double BestSeconds(Action call, double slice)
    {
        int batch = Timing.Batch(call, slice);
        return Enumerable.Range(0, Slices).Min(_ => Timing.Slice(call, batch, slice / Slices).Processor) / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyAdd(T[] sink)
    {
        ref T target = ref sink[0]; // before the loop: what comes after it must not take registers
        TVector a = TLanes.Fill(0.5), b = TLanes.Fill(0.25);
        TVector x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a;
        for (int i = 0; i < Steps; i++)
        {
            x0 = TLanes.MultiplyAdd(x0, a, b);
            x1 = TLanes.MultiplyAdd(x1, a, b);
            x2 = TLanes.MultiplyAdd(x2, a, b);
            x3 = TLanes.MultiplyAdd(x3, a, b);
            x4 = TLanes.MultiplyAdd(x4, a, b);
            x5 = TLanes.MultiplyAdd(x5, a, b);
            x6 = TLanes.MultiplyAdd(x6, a, b);
            x7 = TLanes.MultiplyAdd(x7, a, b);
            x8 = TLanes.MultiplyAdd(x8, a, b);
            x9 = TLanes.MultiplyAdd(x9, a, b);
            x10 = TLanes.MultiplyAdd(x10, a, b);
            x11 = TLanes.MultiplyAdd(x11, a, b);
        }

        TVector sum = TLanes.MultiplyAdd(TLanes.MultiplyAdd(x0, x1, x2), TLanes.MultiplyAdd(x3, x4, x5), TLanes.MultiplyAdd(x6, x7, x8));
        TLanes.Store(TLanes.MultiplyAdd(sum, TLanes.MultiplyAdd(x9, x10, x11), sum), ref target, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Triad(T[] x, T[] y, T[] z)
    {
        TVector a = TLanes.Fill(3);
        ref T target = ref x[0];
        ref T left = ref y[0];
        ref T right = ref z[0];
        for (nint i = 0; i < x.Length; i += TLanes.Count)
        {
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(ref right, i), a, TLanes.Load(ref left, i)), ref target, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentiate(T[] source, T[] target)
    {
        ref T from = ref source[0];
        ref T to = ref target[0];
        for (nint i = 0; i < source.Length; i += TLanes.Count)
        {
            TLanes.Store(Exponential(TLanes.Load(ref from, i)), ref to, i);
        }
    }

    // e^x = 2^n·e^r with n = round(x/ln 2) and r = x - n·ln 2 in two steps. The coefficients are those of the Taylor polynomial; a minimax
    // polynomial of the same degree costs the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exponential(TVector x)
    {
        TVector rounding = TLanes.Fill(typeof(T) == typeof(double) ? 6755399441055744 : 12582912); // 1.5·2^52, 1.5·2^23
        TVector shifted = TLanes.MultiplyAdd(x, TLanes.Fill(1.4426950408889634), rounding);
        TVector n = TLanes.Subtract(shifted, rounding);
        TVector r = TLanes.MultiplyAdd(n, TLanes.Fill(-0.693145751953125), x);
        r = TLanes.MultiplyAdd(n, TLanes.Fill(-1.42860682030941723212e-6), r);
        TVector p = typeof(T) == typeof(double) ? HighTerms(r) : TLanes.Fill(1.0 / 720);
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 120));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 24));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 6));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(0.5));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1));
        return TLanes.Scale(p, shifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HighTerms(TVector r)
    {
        TVector p = TLanes.Fill(1.0 / 39916800);
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 3628800));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 362880));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 40320));
        p = TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 5040));
        return TLanes.MultiplyAdd(p, r, TLanes.Fill(1.0 / 720));
    }
}
