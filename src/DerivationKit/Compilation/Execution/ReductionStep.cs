using System.Numerics;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>The sum or the maximum of each slice.</summary>
internal sealed class ReductionStep<T>(ReductionKind kind, Slices slices, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SliceLayout layout = SliceLayout.Of(slices, operand);

    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int slice = 0; slice < y.Length; slice++)
        {
            int start = slice * layout.SliceStride;
            T value = x[start];
            for (int e = 1; e < layout.Length; e++)
            {
                T entry = x[start + (e * layout.EntryStride)];
                value = kind == ReductionKind.Sum ? value + entry : T.Max(value, entry);
            }

            y[slice] = value;
        }
    }
}
