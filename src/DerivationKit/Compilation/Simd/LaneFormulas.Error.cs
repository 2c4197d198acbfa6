namespace DerivationKit.Compilation.Simd;

// erfc(a) = exp(−a²) p(t) / (1 + 2a) for a ≥ 0, where t = (a − k) / (a + k) makes p nearly a polynomial (Shepherd and Laframboise
// 1981, Mathematics of Computation 36). What a² loses by rounding is made good: exp(−a²) = exp(−s) (1 − l), s + l = a².
internal sealed partial class LaneFormulas
{
    /// <summary>erf x, within 3 ulp.</summary>
    private LaneTerm Erf(LaneTerm x)
    {
        // erf rounds to 1 from 6 on.
        LaneTerm a = LaneTerm.Clamp(LaneTerm.Abs(x), 0, 6);
        LaneTerm far = LaneTerm.MultiplyAdd(-ExpOfMinusProduct(a, a), ScaledErfc(a), 1);
        LaneTerm near = a * ErfQuotient(a * a);
        return LaneTerm.CopySign(LaneTerm.Select(a > 0.5, far, near), x + 0);
    }

    /// <summary>x (1 + erf(x / √2)) / 2, within 5 ulp.</summary>
    private LaneTerm Gelu(LaneTerm x)
    {
        // erfc(|x| / √2) / 2 rounds to 0 from 40 on.
        LaneTerm a = LaneTerm.Clamp(LaneTerm.Abs(x), 0, 40);
        LaneTerm half = a * 0.5;
        LaneTerm e = ExpOfMinusProduct(half, a);
        LaneTerm scaled = ScaledErfc(a * 0.7071067811865476) * 0.5;
        LaneTerm rest = LaneTerm.MultiplyAdd(-e, scaled, 1);

        // What is subnormal is the last factor, so that no rounding of it is magnified.
        LaneTerm isNegative = x < 0;
        return LaneTerm.Select(isNegative, x * scaled, x) * LaneTerm.Select(isNegative, e, rest);
    }

    // exp(−a b)
    private LaneTerm ExpOfMinusProduct(LaneTerm a, LaneTerm b)
    {
        LaneTerm minus = -(a * b);
        LaneTerm e = Exp(minus);
        return LaneTerm.MultiplyAdd(e, -LaneTerm.MultiplyAdd(a, b, minus), e);
    }

    // exp(a²) erfc(a)
    private LaneTerm ScaledErfc(LaneTerm a)
    {
        double k = isSingle ? 2 : 4;
        return ErfcPolynomial((a - k) / (a + k)) / (a + a + 1);
    }

    private LaneTerm ErfcPolynomial(LaneTerm t) => isSingle
        ? LaneTerm.Polynomial(
            t, 3.29297882e-05, -0.000350061971, -0.00124907664, 0.00126266341, 0.00863181807, -0.00804248141, -0.0542032075, 0.164053104,
            -0.166031526, -0.0927639028, 1.27697839)
        : LaneTerm.Polynomial(
            t, -1.7606277498641753e-09, -1.3479339174285805e-08, -7.670588507905727e-09, 1.1491026642872101e-07, 6.234160392324562e-08,
            -8.347740692916786e-07, 3.018560156291585e-07, 5.717737695782311e-06, -1.122513332073903e-05, -2.4403161840693628e-05,
            0.00015062237999067456, -0.00019925549276565013, -0.0007577733740928637, 0.005031969750252745, -0.016197734054376058,
            0.03716751556342131, -0.0663303658119233, 0.09373283499672015, -0.10103906603633545, 0.06809705425473984, 0.015379652102620465,
            -0.13962111684056291, 1.2329951186255526);

    // erf(√z) / √z for z ≤ 1/4
    private LaneTerm ErfQuotient(LaneTerm z) => isSingle
        ? LaneTerm.Polynomial(z, -0.000783140058, 0.0052085451, -0.0268648027, 0.112837874, -0.376126389, 1.12837917)
        : LaneTerm.Polynomial(
            z, -1.4787385599052157e-07, 1.6389446360450111e-06, -1.4923829613452872e-05, 0.0001205530629440674, -0.0008548326793233783,
            0.005223977624325344, -0.02686617064510409, 0.112837916709551, -0.37612638903183754, 1.1283791670955126);
}
