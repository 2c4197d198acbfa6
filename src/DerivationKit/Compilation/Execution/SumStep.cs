using System.Numerics;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>The sum of each slice.</summary>
internal sealed class SumStep<T>(Slices slices, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SliceLayout layout = SliceLayout.Of(slices, operand);

    public override void Run(in Frame<T> frame)
    {
        if (slices == Slices.Columns)
        {
            AddRows(frame.Read(operand), frame.Write(result));
        }
        else
        {
            AddWithinSlices(frame.Read(operand), frame.Write(result));
        }
    }

    private void AddWithinSlices(ReadOnlySpan<T> x, Span<T> sums)
    {
        for (int slice = 0; slice < layout.Count; slice++)
        {
            T sum = T.Zero;
            foreach (T entry in x.Slice(slice * layout.Length, layout.Length))
            {
                sum += entry;
            }

            sums[slice] = sum;
        }
    }

    private static void AddRows(ReadOnlySpan<T> x, Span<T> sums)
    {
        sums.Clear();
        for (; !x.IsEmpty; x = x[sums.Length..])
        {
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += x[j];
            }
        }
    }
}
