using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>exp(x_e − m)/sum of each lane or, as logarithms, x_e − m − log sum, with the lane's maximum m.</summary>
internal sealed class SoftmaxStep<T>(bool logarithms, Lanes lanes, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LaneLayout layout = LaneLayout.Of(lanes, operand);

    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int lane = 0; lane < layout.Count; lane++)
        {
            int start = lane * layout.LaneStride;
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
