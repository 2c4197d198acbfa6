using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The sum of each lane.</summary>
internal sealed class SumStep<T>(Lanes lanes, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LaneLayout layout = LaneLayout.Of(lanes, operand);

    public override void Run(in Frame<T> frame)
    {
        if (lanes == Lanes.Columns)
        {
            AddRows(frame.Read(operand), frame.Write(result));
        }
        else
        {
            AddWithinLanes(frame.Read(operand), frame.Write(result));
        }
    }

    private void AddWithinLanes(ReadOnlySpan<T> x, Span<T> sums)
    {
        for (int lane = 0; lane < layout.Count; lane++)
        {
            T sum = T.Zero;
            foreach (T entry in x.Slice(lane * layout.Length, layout.Length))
            {
                sum += entry;
            }

            sums[lane] = sum;
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
