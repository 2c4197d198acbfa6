using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

// erfc(a) = exp(−a²) p(t) / (1 + 2a) for a ≥ 0, where t = (a − k) / (a + k) makes p nearly a polynomial (Shepherd and Laframboise
// 1981, Mathematics of Computation 36). What a² loses by rounding is made good: exp(−a²) = exp(−s) (1 − l), s + l = a². Both
// functions are called, as inlining some sixty operations costs more than it saves.
internal static unsafe partial class LaneFunctions<TLanes, TVector, T>
{
    /// <summary>erf x, within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Erf(TVector x)
    {
        // erf rounds to 1 from 6 on.
        TVector a = TLanes.Clamp(TLanes.Abs(x), 0, 6);
        TVector far = TLanes.MultiplyAdd(TLanes.Negate(ExpOfMinusProduct(a, a)), ScaledErfc(a), TLanes.Constant(1));
        TVector near = TLanes.Multiply(a, ErfQuotient(TLanes.Multiply(a, a)));
        return TLanes.CopySign(TLanes.Select(TLanes.GreaterThan(a, TLanes.Constant(0.5)), far, near), TLanes.Add(x, TLanes.Constant(0)));
    }

    /// <summary>x (1 + erf(x / √2)) / 2, within 5 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Gelu(TVector x)
    {
        // erfc(|x| / √2) / 2 rounds to 0 from 40 on.
        TVector a = TLanes.Clamp(TLanes.Abs(x), 0, 40);
        TVector half = TLanes.Multiply(a, TLanes.Constant(0.5));
        TVector e = ExpOfMinusProduct(half, a);
        TVector scaled = TLanes.Multiply(ScaledErfc(TLanes.Multiply(a, TLanes.Constant(0.7071067811865476))), TLanes.Constant(0.5));
        TVector rest = TLanes.MultiplyAdd(TLanes.Negate(e), scaled, TLanes.Constant(1));

        // What is subnormal is the last factor, so that no rounding of it is magnified.
        TVector negative = TLanes.GreaterThan(TLanes.Constant(0), x);
        return TLanes.Multiply(TLanes.Select(negative, TLanes.Multiply(x, scaled), x), TLanes.Select(negative, e, rest));
    }

    // exp(−a b)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpOfMinusProduct(TVector a, TVector b)
    {
        TVector minus = TLanes.Negate(TLanes.Multiply(a, b));
        TVector e = Exp(minus);
        return TLanes.MultiplyAdd(e, TLanes.Negate(TLanes.MultiplyAdd(a, b, minus)), e);
    }

    // exp(a²) erfc(a)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ScaledErfc(TVector a)
    {
        TVector k = typeof(T) == typeof(double) ? TLanes.Constant(4) : TLanes.Constant(2);
        TVector t = TLanes.Divide(TLanes.Subtract(a, k), TLanes.Add(a, k));
        return TLanes.Divide(ErfcPolynomial(t), TLanes.Add(TLanes.Add(a, a), TLanes.Constant(1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ErfcPolynomial(TVector t)
    {
        if (typeof(T) == typeof(double))
        {
            TVector sum = TLanes.Horner(TLanes.Constant(-1.7606277498641753e-09), t, -1.3479339174285805e-08);
            sum = TLanes.Horner(sum, t, -7.670588507905727e-09);
            sum = TLanes.Horner(sum, t, 1.1491026642872101e-07);
            sum = TLanes.Horner(sum, t, 6.234160392324562e-08);
            sum = TLanes.Horner(sum, t, -8.347740692916786e-07);
            sum = TLanes.Horner(sum, t, 3.018560156291585e-07);
            sum = TLanes.Horner(sum, t, 5.717737695782311e-06);
            sum = TLanes.Horner(sum, t, -1.122513332073903e-05);
            sum = TLanes.Horner(sum, t, -2.4403161840693628e-05);
            sum = TLanes.Horner(sum, t, 0.00015062237999067456);
            sum = TLanes.Horner(sum, t, -0.00019925549276565013);
            sum = TLanes.Horner(sum, t, -0.0007577733740928637);
            sum = TLanes.Horner(sum, t, 0.005031969750252745);
            sum = TLanes.Horner(sum, t, -0.016197734054376058);
            sum = TLanes.Horner(sum, t, 0.03716751556342131);
            sum = TLanes.Horner(sum, t, -0.0663303658119233);
            sum = TLanes.Horner(sum, t, 0.09373283499672015);
            sum = TLanes.Horner(sum, t, -0.10103906603633545);
            sum = TLanes.Horner(sum, t, 0.06809705425473984);
            sum = TLanes.Horner(sum, t, 0.015379652102620465);
            sum = TLanes.Horner(sum, t, -0.13962111684056291);
            return TLanes.Horner(sum, t, 1.2329951186255526);
        }

        TVector single = TLanes.Horner(TLanes.Constant(3.29297882e-05), t, -0.000350061971);
        single = TLanes.Horner(single, t, -0.00124907664);
        single = TLanes.Horner(single, t, 0.00126266341);
        single = TLanes.Horner(single, t, 0.00863181807);
        single = TLanes.Horner(single, t, -0.00804248141);
        single = TLanes.Horner(single, t, -0.0542032075);
        single = TLanes.Horner(single, t, 0.164053104);
        single = TLanes.Horner(single, t, -0.166031526);
        single = TLanes.Horner(single, t, -0.0927639028);
        return TLanes.Horner(single, t, 1.27697839);
    }

    // erf(√z) / √z for z ≤ 1/4
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ErfQuotient(TVector z)
    {
        if (typeof(T) == typeof(double))
        {
            TVector sum = TLanes.Horner(TLanes.Constant(-1.4787385599052157e-07), z, 1.6389446360450111e-06);
            sum = TLanes.Horner(sum, z, -1.4923829613452872e-05);
            sum = TLanes.Horner(sum, z, 0.0001205530629440674);
            sum = TLanes.Horner(sum, z, -0.0008548326793233783);
            sum = TLanes.Horner(sum, z, 0.005223977624325344);
            sum = TLanes.Horner(sum, z, -0.02686617064510409);
            sum = TLanes.Horner(sum, z, 0.112837916709551);
            sum = TLanes.Horner(sum, z, -0.37612638903183754);
            return TLanes.Horner(sum, z, 1.1283791670955126);
        }

        TVector single = TLanes.Horner(TLanes.Constant(-0.000783140058), z, 0.0052085451);
        single = TLanes.Horner(single, z, -0.0268648027);
        single = TLanes.Horner(single, z, 0.112837874);
        single = TLanes.Horner(single, z, -0.376126389);
        return TLanes.Horner(single, z, 1.12837917);
    }
}
