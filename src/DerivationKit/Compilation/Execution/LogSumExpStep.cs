using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>m + log sum_e exp(x_e − m) of each lane, with its maximum m.</summary>
internal sealed class LogSumExpStep<T>(Lanes lanes, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LaneLayout layout = LaneLayout.Of(lanes, operand);

    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int lane = 0; lane < layout.Count; lane++)
        {
            (T shift, T sum) = ShiftedExponentials.Of(x[(lane * layout.LaneStride)..], layout);
            y[lane] = shift + T.Log(sum);
        }
    }
}
