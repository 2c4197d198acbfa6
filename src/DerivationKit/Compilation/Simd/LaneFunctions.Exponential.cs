using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

// exp(x) = 2^n exp(r) with n = round(x / log 2), |r| ≤ log(2)/2. The multiple of the rounded log 2 is subtracted by one operation without
// error, as the bits of the difference fit; what log 2 lost by rounding follows. The polynomials, here and in the other functions,
// interpolate at the zeros of Chebyshev's polynomials (Trefethen 2019, Approximation Theory and Approximation Practice, chapter 4).
internal static unsafe partial class LaneFunctions<TLanes, TVector, T>
{
    /// <summary>exp x, within 1 ulp; rounds to 0 through subnormal numbers, and to ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        // Beyond these bounds 0 and ∞ result from rounding.
        TVector y = typeof(T) == typeof(double) ? TLanes.Clamp(x, -750, 710) : TLanes.Clamp(x, -110, 90);
        TVector n = Exponent(y);
        TVector r = Remainder(y, n);
        TVector sum = TLanes.Horner(ExpTail(r), r, 1);
        return TLanes.ScaleByPowerOfTwo(TLanes.Horner(sum, r, 1), n);
    }

    /// <summary>tanh x, within 3 ulp, also near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        // tanh x = e / (e + 2), e = exp(2x) − 1 = 2^n (exp(r) − 1) + (2^n − 1)
        TVector y = typeof(T) == typeof(double) ? TLanes.Clamp(TLanes.Add(x, x), -44, 44) : TLanes.Clamp(TLanes.Add(x, x), -20, 20);
        TVector n = Exponent(y);
        TVector r = Remainder(y, n);
        TVector power = TLanes.ScaleByPowerOfTwo(TLanes.Constant(1), n);
        TVector less = TLanes.MultiplyAdd(ExpTail(r), TLanes.Multiply(r, r), r);
        TVector e = TLanes.MultiplyAdd(power, less, TLanes.Subtract(power, TLanes.Constant(1)));
        return TLanes.CopySign(TLanes.Divide(e, TLanes.Add(e, TLanes.Constant(2))), x);
    }

    /// <summary>1 / (1 + exp(−x)), within 2.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        // No argument of exp is positive.
        TVector e = Exp(TLanes.Negate(TLanes.Abs(x)));
        TVector one = TLanes.Constant(1);
        return TLanes.Divide(TLanes.Select(TLanes.GreaterThan(TLanes.Constant(0), x), e, one), TLanes.Add(one, e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exponent(TVector x) => TLanes.Round(TLanes.Multiply(x, TLanes.Constant(1.4426950408889634)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Remainder(TVector x, TVector n)
    {
        if (typeof(T) == typeof(double))
        {
            TVector r = TLanes.MultiplyAdd(n, TLanes.Constant(-0.6931471805599453), x);
            return TLanes.MultiplyAdd(n, TLanes.Constant(-2.3190468138462996e-17), r);
        }

        TVector s = TLanes.MultiplyAdd(n, TLanes.Constant(-0.693147182464599609375), x);
        return TLanes.MultiplyAdd(n, TLanes.Constant(1.9046543e-9), s);
    }

    // (exp(r) − 1 − r) / r²
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpTail(TVector r)
    {
        if (typeof(T) == typeof(double))
        {
            TVector sum = TLanes.Horner(TLanes.Constant(2.510037583256124e-08), r, 2.762007587998338e-07);
            sum = TLanes.Horner(sum, r, 2.7557268480310024e-06);
            sum = TLanes.Horner(sum, r, 2.4801521322368692e-05);
            sum = TLanes.Horner(sum, r, 0.00019841269863040545);
            sum = TLanes.Horner(sum, r, 0.0013888888917196719);
            sum = TLanes.Horner(sum, r, 0.008333333333330065);
            sum = TLanes.Horner(sum, r, 0.041666666666624164);
            sum = TLanes.Horner(sum, r, 0.16666666666666669);
            return TLanes.Horner(sum, r, 0.5);
        }

        TVector single = TLanes.Horner(TLanes.Constant(0.00139261761), r, 0.00836317307);
        single = TLanes.Horner(single, r, 0.0416665547);
        single = TLanes.Horner(single, r, 0.16666577);
        return TLanes.Horner(single, r, 0.5);
    }
}
