using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The numbers exp(x_e − m) of one slice, where m is the slice's maximum: no argument of exp is positive, and the largest
/// exponential is 1. Source: Blanchard, Higham, Higham 2021, IMA Journal of Numerical Analysis 41(4), algorithm 3.1.</summary>
/// <remarks>If the maximum is infinite or NaN, m is 0, and the slice gets what the formula gives in IEEE arithmetic: among finite entries
/// an entry −∞ has weight 0; a slice of −∞ alone has the log-sum-exp −∞ and an undefined softmax, NaN.</remarks>
internal static class ShiftedExponentials
{
    /// <summary>m, and sum_e exp(x_e − m).</summary>
    public static (T Shift, T Sum) Of<T>(ReadOnlySpan<T> slice, SliceLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T maximum = slice[0];
        for (int e = 1; e < layout.Length; e++)
        {
            maximum = T.Max(maximum, slice[e * layout.EntryStride]);
        }

        T shift = T.IsFinite(maximum) ? maximum : T.Zero;
        T sum = T.Zero;
        for (int e = 0; e < layout.Length; e++)
        {
            sum += T.Exp(slice[e * layout.EntryStride] - shift);
        }

        return (shift, sum);
    }
}
