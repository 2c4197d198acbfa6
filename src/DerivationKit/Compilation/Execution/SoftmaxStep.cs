using System.Numerics;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>exp(x_e − m)/sum of each slice or, as logarithms, x_e − m − log sum, with the slice's maximum m.</summary>
internal sealed class SoftmaxStep<T>(bool logarithms, Slices slices, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SliceLayout layout = SliceLayout.Of(slices, operand);

    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int slice = 0; slice < layout.Count; slice++)
        {
            int start = slice * layout.SliceStride;
            Normalize(x[start..], y[start..]);
        }
    }

    private void Normalize(ReadOnlySpan<T> x, Span<T> y)
    {
        (T shift, T sum) = ShiftedExponentials.Of(x, layout);
        T logarithm = T.Log(sum);
        for (int e = 0; e < layout.Length; e++)
        {
            T shifted = x[e * layout.EntryStride] - shift;
            y[e * layout.EntryStride] = logarithms ? shifted - logarithm : T.Exp(shifted) / sum;
        }
    }
}
