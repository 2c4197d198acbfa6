using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

// log(1 + f) = 2 artanh s = f − s (f − z q(z)) with s = f / (2 + f), z = s², and q(z) = 2/3 + 2/5 z + 2/7 z² + ...: the first term is
// exact, and the second one small (the scheme of log in FDLIBM, Sun Microsystems 1993).
internal static unsafe partial class LaneFunctions<TLanes, TVector, T>
{
    /// <summary>log x, within 1 ulp; −∞ at 0, NaN for negative x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log(TVector x)
    {
        // log(m 2^e) = log m + e log 2
        TVector e = TLanes.Exponent(x);
        TVector f = TLanes.Subtract(TLanes.Significand(x), TLanes.Constant(1));
        TVector s = TLanes.Divide(f, TLanes.Add(f, TLanes.Constant(2)));
        TVector z = TLanes.Multiply(s, s);
        TVector rest = TLanes.Subtract(f, TLanes.Multiply(z, NearTail(z)));
        if (typeof(T) == typeof(double))
        {
            TVector less = TLanes.MultiplyAdd(s, rest, TLanes.Multiply(e, TLanes.Constant(-2.3190468138462996e-17)));
            return TLanes.MultiplyAdd(e, TLanes.Constant(0.6931471805599453), TLanes.Subtract(f, less));
        }

        // Here log 2 is rounded down, so that an infinite exponent has one sign in both products.
        TVector lessSingle = TLanes.MultiplyAdd(s, rest, TLanes.Multiply(e, TLanes.Constant(-5.769999e-8)));
        return TLanes.MultiplyAdd(e, TLanes.Constant(0.693147122859954833984375), TLanes.Subtract(f, lessSingle));
    }

    /// <summary>log(1 + exp x), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus(TVector x)
    {
        // max(x, 0) + log(1 + e), 0 ≤ e ≤ 1; if x is NaN, so is e.
        TVector e = Exp(TLanes.Negate(TLanes.Abs(x)));
        TVector s = TLanes.Divide(e, TLanes.Add(e, TLanes.Constant(2)));
        TVector z = TLanes.Multiply(s, s);
        TVector rest = TLanes.Subtract(e, TLanes.Multiply(z, FarTail(z)));
        return TLanes.Add(TLanes.MaxOfNumbers(x, TLanes.Constant(0)), TLanes.MultiplyAdd(TLanes.Negate(s), rest, e));
    }

    // q(z) for z ≤ 1/25
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NearTail(TVector z)
    {
        if (typeof(T) == typeof(double))
        {
            TVector sum = TLanes.Horner(TLanes.Constant(0.13604015707124079), z, 0.1321036048513262);
            sum = TLanes.Horner(sum, z, 0.15388834677801916);
            sum = TLanes.Horner(sum, z, 0.18181738454723026);
            sum = TLanes.Horner(sum, z, 0.22222223037807243);
            sum = TLanes.Horner(sum, z, 0.2857142856733919);
            sum = TLanes.Horner(sum, z, 0.400000000000078);
            return TLanes.Horner(sum, z, 0.6666666666666666);
        }

        TVector single = TLanes.Horner(TLanes.Constant(0.237473445), z, 0.285327448);
        single = TLanes.Horner(single, z, 0.400003113);
        return TLanes.Horner(single, z, 0.666666663);
    }

    // q(z) for z ≤ 1/9
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector FarTail(TVector z)
    {
        if (typeof(T) == typeof(double))
        {
            TVector sum = TLanes.Horner(TLanes.Constant(0.1563057780168835), z, 0.07492143795147334);
            sum = TLanes.Horner(sum, z, 0.10845178394970113);
            sum = TLanes.Horner(sum, z, 0.11734279061292094);
            sum = TLanes.Horner(sum, z, 0.1333517863145008);
            sum = TLanes.Horner(sum, z, 0.15384543964860511);
            sum = TLanes.Horner(sum, z, 0.18181819897962714);
            sum = TLanes.Horner(sum, z, 0.2222222219823677);
            sum = TLanes.Horner(sum, z, 0.285714285716001);
            sum = TLanes.Horner(sum, z, 0.39999999999999525);
            return TLanes.Horner(sum, z, 0.6666666666666666);
        }

        TVector single = TLanes.Horner(TLanes.Constant(0.232243292), z, 0.217065758);
        single = TLanes.Horner(single, z, 0.28592358);
        single = TLanes.Horner(single, z, 0.399997063);
        return TLanes.Horner(single, z, 0.666666673);
    }
}
