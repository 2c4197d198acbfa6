using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Sums and maxima over the first lanes of a vector; the others may hold anything.</summary>
internal static unsafe class LaneTotals<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static T SumOfFirst(TVector x, int count) => count == TLanes.Count ? TLanes.Sum(x) : Fold(x, count, &Sum);

    public static T MaxOfFirst(TVector x, int count) => Fold(x, count, &Max);

    public static T Sum(T a, T b) => a + b;

    public static T Max(T a, T b) => T.Max(a, b);

    private static T Fold(TVector x, int count, delegate*<T, T, T> join)
    {
        T* lanes = stackalloc T[TLanes.Count];
        TLanes.Store(x, lanes);
        T total = lanes[0];
        for (int i = 1; i < count; i++)
        {
            total = join(total, lanes[i]);
        }

        return total;
    }
}
