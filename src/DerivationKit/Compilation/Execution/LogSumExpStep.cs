using System.Numerics;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>m + log sum_e exp(x_e − m) of each slice, with its maximum m.</summary>
internal sealed class LogSumExpStep<T>(Slices slices, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SliceLayout layout = SliceLayout.Of(slices, operand);

    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int slice = 0; slice < layout.Count; slice++)
        {
            (T shift, T sum) = ShiftedExponentials.Of(x[(slice * layout.SliceStride)..], layout);
            y[slice] = shift + T.Log(sum);
        }
    }
}
