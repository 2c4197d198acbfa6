namespace DerivationKit.Compilation.Simd;

// exp(x) = 2^n exp(r) with n = round(x / log 2), |r| ≤ log(2)/2. The multiple of the rounded log 2 is subtracted by one operation without
// error, as the bits of the difference fit; what log 2 lost by rounding follows. The polynomials, here and in the other functions,
// interpolate at the zeros of Chebyshev's polynomials (Trefethen 2019, Approximation Theory and Approximation Practice, chapter 4).
internal sealed partial class LaneFormulas
{
    /// <summary>exp x, within 1 ulp; rounds to 0 through subnormal numbers, and to ∞.</summary>
    private LaneTerm Exp(LaneTerm x)
    {
        // Beyond these bounds 0 and ∞ result from rounding.
        LaneTerm y = isSingle ? LaneTerm.Clamp(x, -110, 90) : LaneTerm.Clamp(x, -750, 710);
        LaneTerm n = Exponent(y);
        LaneTerm r = Remainder(y, n);
        LaneTerm sum = LaneTerm.MultiplyAdd(ExpTail(r), r, 1);
        return ScaleByPowerOfTwo(LaneTerm.MultiplyAdd(sum, r, 1), n);
    }

    /// <summary>tanh x, within 3 ulp, also near 0.</summary>
    private LaneTerm Tanh(LaneTerm x)
    {
        // tanh x = e / (e + 2), e = exp(2x) − 1 = 2^n (exp(r) − 1) + (2^n − 1)
        LaneTerm y = isSingle ? LaneTerm.Clamp(x + x, -20, 20) : LaneTerm.Clamp(x + x, -44, 44);
        LaneTerm n = Exponent(y);
        LaneTerm r = Remainder(y, n);
        LaneTerm power = ScaleByPowerOfTwo(1, n);
        LaneTerm less = LaneTerm.MultiplyAdd(ExpTail(r), r * r, r);
        LaneTerm e = LaneTerm.MultiplyAdd(power, less, power - 1);
        return LaneTerm.CopySign(e / (e + 2), x);
    }

    /// <summary>1 / (1 + exp(−x)), within 2.5 ulp.</summary>
    private LaneTerm Sigmoid(LaneTerm x)
    {
        // No argument of exp is positive.
        LaneTerm e = Exp(-LaneTerm.Abs(x));
        return LaneTerm.Select(x < 0, e, 1) / (1 + e);
    }

    private static LaneTerm Exponent(LaneTerm x) => LaneTerm.Of(nameof(Lanes512<>.Round), x * 1.4426950408889634);

    private static LaneTerm ScaleByPowerOfTwo(LaneTerm x, LaneTerm n) => LaneTerm.Of(nameof(Lanes512<>.ScaleByPowerOfTwo), x, n);

    private LaneTerm Remainder(LaneTerm x, LaneTerm n) => isSingle
        ? LaneTerm.MultiplyAdd(n, 1.9046543e-9, LaneTerm.MultiplyAdd(n, -0.693147182464599609375, x))
        : LaneTerm.MultiplyAdd(n, -2.3190468138462996e-17, LaneTerm.MultiplyAdd(n, -0.6931471805599453, x));

    // (exp(r) − 1 − r) / r²
    private LaneTerm ExpTail(LaneTerm r) => isSingle
        ? LaneTerm.Polynomial(r, 0.00139261761, 0.00836317307, 0.0416665547, 0.16666577, 0.5)
        : LaneTerm.Polynomial(
            r, 2.510037583256124e-08, 2.762007587998338e-07, 2.7557268480310024e-06, 2.4801521322368692e-05, 0.00019841269863040545,
            0.0013888888917196719, 0.008333333333330065, 0.041666666666624164, 0.16666666666666669, 0.5);
}
