using System.Numerics;

namespace DerivationKit.Compilation.Simd;

/// <summary>Operations on all lanes of a vector register at once; T is double or float.</summary>
/// <remarks>Emitted code calls the implementations by name (<see cref="LaneTerm"/>), so that each name has one method. Every method is inlined.</remarks>
internal unsafe interface ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>x in every lane.</summary>
    static abstract TVector Fill(T x);

    /// <summary>The numbers from p on, which need not be aligned.</summary>
    static abstract TVector Load(T* p);

    /// <summary>Writes all lanes from p on, which need not be aligned.</summary>
    static abstract void Store(TVector x, T* p);

    /// <summary>The first count numbers from p on, 0 ≤ count ≤ Count, and zeros; touches no memory beyond them.</summary>
    static abstract TVector LoadFirst(T* p, int count);

    /// <summary>Writes the first count lanes, 0 ≤ count ≤ Count; touches no memory beyond them.</summary>
    static abstract void StoreFirst(TVector x, T* p, int count);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>−a, also of zeros.</summary>
    static abstract TVector Negate(TVector a);

    /// <summary>|a|.</summary>
    static abstract TVector Abs(TVector a);

    /// <summary>√a; NaN for negative a.</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The greater number, NaN if one of them is NaN, 0 rather than −0.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller number, NaN if one of them is NaN, −0 rather than 0.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The greater number by the processor's own instruction; no promise for NaN and the sign of 0.</summary>
    static abstract TVector MaxOfNumbers(TVector a, TVector b);

    /// <summary>x, but low below and high above that interval; NaN stays NaN.</summary>
    static abstract TVector Clamp(TVector x, TVector low, TVector high);

    /// <summary>|a| with the sign of b.</summary>
    static abstract TVector CopySign(TVector a, TVector b);

    /// <summary>0 where a is infinite, otherwise a: the shift of a softmax.</summary>
    static abstract TVector FiniteOrZero(TVector a);

    /// <summary>All bits set where a &gt; b, no bit elsewhere.</summary>
    static abstract TVector GreaterThan(TVector a, TVector b);

    /// <summary>a where the bits of the mask are set, b elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>The nearest integer, the even one if two are.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>x 2^n for integers n, rounded once; |n| at most 1100 for double and 160 for float, and 2^-1 &lt; |x| &lt; 2.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector x, TVector n);

    /// <summary>e with x = m 2^e, 3/4 ≤ m &lt; 3/2, for positive x, subnormal ones included; −∞ for 0, ∞ for ∞.</summary>
    static abstract TVector Exponent(TVector x);

    /// <summary>m with x = m 2^e, 3/4 ≤ m &lt; 3/2, for positive x, subnormal ones included; 1 for 0 and ∞, otherwise NaN.</summary>
    static abstract TVector Significand(TVector x);

    /// <summary>The sum of all lanes: halves are added until one number is left.</summary>
    static abstract T Sum(TVector a);
}
