using System.Numerics;
using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

/// <summary>The functions that are computed lane by lane, as the scalar functions of T have them; those of one number are named like their
/// <see cref="NumericFunction"/>. T is double or float.</summary>
internal static unsafe class LaneFunctions<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>x^y for x &gt; 0, otherwise NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Power(TVector x, TVector y)
    {
        T* bases = stackalloc T[TLanes.Count];
        T* exponents = stackalloc T[TLanes.Count];
        TLanes.Store(x, bases);
        TLanes.Store(y, exponents);
        for (int i = 0; i < TLanes.Count; i++)
        {
            bases[i] = bases[i] > T.Zero ? T.Pow(bases[i], exponents[i]) : T.NaN;
        }

        return TLanes.Load(bases);
    }

    /// <summary>arccos x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Arccos(TVector x) => LaneByLane(NumericFunction.Arccos, x);

    /// <summary>arcsin x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Arcsin(TVector x) => LaneByLane(NumericFunction.Arcsin, x);

    /// <summary>arctan x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Arctan(TVector x) => LaneByLane(NumericFunction.Arctan, x);

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Cos(TVector x) => LaneByLane(NumericFunction.Cos, x);

    /// <summary>cosh x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Cosh(TVector x) => LaneByLane(NumericFunction.Cosh, x);

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Sin(TVector x) => LaneByLane(NumericFunction.Sin, x);

    /// <summary>sinh x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Sinh(TVector x) => LaneByLane(NumericFunction.Sinh, x);

    /// <summary>tan x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Tan(TVector x) => LaneByLane(NumericFunction.Tan, x);

    /// <summary>x^p for a p that is no whole number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector RealPower(TVector x, double p) => LaneByLane(x, T.CreateTruncating(p), static (x, p) => T.Pow(x, p));

    /// <summary>x^p for an even p.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector EvenPower(TVector x, double p) => LaneByLane(x, T.CreateTruncating(p), static (x, p) => T.Pow(T.Abs(x), p));

    /// <summary>x^p for an odd p.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector OddPower(TVector x, double p) => LaneByLane(x, T.CreateTruncating(p), static (x, p) => T.CopySign(T.Pow(T.Abs(x), p), x));

    private static TVector LaneByLane(NumericFunction function, TVector x) => LaneByLane(x, function, static (x, function) => NumericFunctions.Of(function, x));

    private static TVector LaneByLane<TOther>(TVector x, TOther other, Func<T, TOther, T> function)
    {
        T* lanes = stackalloc T[TLanes.Count];
        TLanes.Store(x, lanes);
        for (int i = 0; i < TLanes.Count; i++)
        {
            lanes[i] = function(lanes[i], other);
        }

        return TLanes.Load(lanes);
    }
}
