using System.Numerics;
using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

/// <summary>The numeric functions of all lanes at once, each named like its <see cref="NumericFunction"/>; T is double or float.</summary>
/// <remarks>Infinities, zeros, subnormal numbers and NaN give what <see cref="NumericFunctions"/> gives. Bounds of errors are in units in
/// the last place (ulp) of the exact value, and were found by measuring.</remarks>
internal static unsafe partial class LaneFunctions<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>|x|, exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Abs(TVector x) => TLanes.Abs(x);

    /// <summary>0 where x is infinite, else x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector FiniteOrZero(TVector x) => TLanes.FiniteOrZero(x);

    /// <summary>The greater of x and 0, exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Relu(TVector x) => TLanes.Max(x, TLanes.Constant(0));

    /// <summary>−1 or 1, exact; NaN at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sign(TVector x) =>
        TLanes.Select(NotZero(x), TLanes.CopySign(TLanes.Constant(1), x), TLanes.Constant(double.NaN));

    /// <summary>0 or 1, exact; NaN at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Step(TVector x)
    {
        TVector step = TLanes.Select(TLanes.GreaterThan(x, TLanes.Constant(0)), TLanes.Constant(1), TLanes.Constant(0));
        return TLanes.Select(NotZero(x), step, TLanes.Constant(double.NaN));
    }

    /// <summary>x^y for x &gt; 0, otherwise NaN, as the scalar function of T has it.</summary>
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

    /// <summary>arccos x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Arccos(TVector x) => LaneByLane(NumericFunction.Arccos, x);

    /// <summary>arcsin x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Arcsin(TVector x) => LaneByLane(NumericFunction.Arcsin, x);

    /// <summary>arctan x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Arctan(TVector x) => LaneByLane(NumericFunction.Arctan, x);

    /// <summary>cos x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Cos(TVector x) => LaneByLane(NumericFunction.Cos, x);

    /// <summary>cosh x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Cosh(TVector x) => LaneByLane(NumericFunction.Cosh, x);

    /// <summary>sin x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Sin(TVector x) => LaneByLane(NumericFunction.Sin, x);

    /// <summary>sinh x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Sinh(TVector x) => LaneByLane(NumericFunction.Sinh, x);

    /// <summary>tan x, as the scalar function of T has it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Tan(TVector x) => LaneByLane(NumericFunction.Tan, x);

    /// <summary>x^p as <see cref="Compilation.RationalPower{T}"/> has it for exponents that are not reached by multiplications.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector RationalPower(TVector x, T exponent, bool isInteger, bool isOdd)
    {
        T* lanes = stackalloc T[TLanes.Count];
        TLanes.Store(x, lanes);
        for (int i = 0; i < TLanes.Count; i++)
        {
            T magnitude = T.Pow(isInteger ? T.Abs(lanes[i]) : lanes[i], exponent);
            lanes[i] = isOdd && T.IsNegative(lanes[i]) ? -magnitude : magnitude;
        }

        return TLanes.Load(lanes);
    }

    // False for NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NotZero(TVector x) => TLanes.GreaterThan(TLanes.Abs(x), TLanes.Constant(0));

    private static TVector LaneByLane(NumericFunction function, TVector x)
    {
        T* lanes = stackalloc T[TLanes.Count];
        TLanes.Store(x, lanes);
        for (int i = 0; i < TLanes.Count; i++)
        {
            lanes[i] = NumericFunctions.Of(function, lanes[i]);
        }

        return TLanes.Load(lanes);
    }
}
