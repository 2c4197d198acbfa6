namespace DerivationKit.Compilation.Simd;

// log(1 + f) = 2 artanh s = f − s (f − z q(z)) with s = f / (2 + f), z = s², and q(z) = 2/3 + 2/5 z + 2/7 z² + ...: the first term is
// exact, and the second one small (the scheme of log in FDLIBM, Sun Microsystems 1993).
internal sealed partial class LaneFormulas
{
    /// <summary>log x, within 1 ulp; −∞ at 0, NaN for negative x.</summary>
    private LaneTerm Log(LaneTerm x)
    {
        // log(m 2^e) = log m + e log 2
        LaneTerm e = LaneTerm.Of(nameof(Lanes512<>.Exponent), x);
        LaneTerm f = LaneTerm.Of(nameof(Lanes512<>.Significand), x) - 1;
        LaneTerm s = f / (f + 2);
        LaneTerm z = s * s;
        LaneTerm rest = f - (z * NearTail(z));

        // As float, log 2 is rounded down, so that an infinite exponent has one sign in both products.
        (double log2, double lost) = isSingle ? (0.693147122859954833984375, -5.769999e-8) : (0.6931471805599453, -2.3190468138462996e-17);
        return LaneTerm.MultiplyAdd(e, log2, f - LaneTerm.MultiplyAdd(s, rest, e * lost));
    }

    /// <summary>log(1 + exp x), within 2 ulp.</summary>
    private LaneTerm Softplus(LaneTerm x)
    {
        // max(x, 0) + log(1 + e), 0 ≤ e ≤ 1; if x is NaN, so is e.
        LaneTerm e = Exp(-LaneTerm.Abs(x));
        LaneTerm s = e / (e + 2);
        LaneTerm z = s * s;
        LaneTerm rest = e - (z * FarTail(z));
        return LaneTerm.Of(nameof(Lanes512<>.MaxOfNumbers), x, 0) + LaneTerm.MultiplyAdd(-s, rest, e);
    }

    // q(z) for z ≤ 1/25
    private LaneTerm NearTail(LaneTerm z) => isSingle
        ? LaneTerm.Polynomial(z, 0.237473445, 0.285327448, 0.400003113, 0.666666663)
        : LaneTerm.Polynomial(
            z, 0.13604015707124079, 0.1321036048513262, 0.15388834677801916, 0.18181738454723026, 0.22222223037807243, 0.2857142856733919,
            0.400000000000078, 0.6666666666666666);

    // q(z) for z ≤ 1/9
    private LaneTerm FarTail(LaneTerm z) => isSingle
        ? LaneTerm.Polynomial(z, 0.232243292, 0.217065758, 0.28592358, 0.399997063, 0.666666673)
        : LaneTerm.Polynomial(
            z, 0.1563057780168835, 0.07492143795147334, 0.10845178394970113, 0.11734279061292094, 0.1333517863145008, 0.15384543964860511,
            0.18181819897962714, 0.2222222219823677, 0.285714285716001, 0.39999999999999525, 0.6666666666666666);
}
