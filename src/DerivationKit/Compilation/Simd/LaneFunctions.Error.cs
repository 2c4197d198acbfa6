using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

internal static unsafe partial class LaneFunctions<TLanes, TVector, T>
{
    /// <summary>erf x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Erf(TVector x) => LaneByLane(NumericFunction.Erf, x);

    /// <summary>x (1 + erf(x / √2)) / 2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Gelu(TVector x) => LaneByLane(NumericFunction.Gelu, x);
}
