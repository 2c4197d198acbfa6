using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>One nest of loops over all indices, those of the result outermost, that adds the product of the operands' entries to the entry
/// of the result.</summary>
/// <param name="operands">The factors.</param>
/// <param name="result">Where the sums go.</param>
/// <param name="extents">How far each loop runs, outermost first.</param>
/// <param name="strides">How far each loop moves in each operand and, last, in the result.</param>
internal sealed class ContractionStep<T>(Place[] operands, Place result, int[] extents, int[][] strides) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] counters = new int[extents.Length];
    private readonly int[] offsets = new int[operands.Length + 1];

    public override void Run(in Frame<T> frame)
    {
        Span<T> y = frame.Write(result);
        y.Clear();
        do
        {
            T product = T.One;
            for (int k = 0; k < operands.Length; k++)
            {
                product *= frame.Read(operands[k])[offsets[k]];
            }

            y[offsets[^1]] += product;
        }
        while (Advance());
    }

    // Steps like an odometer; after the last step everything stands at 0 again.
    private bool Advance()
    {
        for (int loop = extents.Length - 1; loop >= 0; loop--)
        {
            bool carry = ++counters[loop] == extents[loop];
            Move(loop, carry ? 1 - extents[loop] : 1);
            if (!carry)
            {
                return true;
            }

            counters[loop] = 0;
        }

        return false;
    }

    private void Move(int loop, int times)
    {
        for (int k = 0; k < offsets.Length; k++)
        {
            offsets[k] += times * strides[loop][k];
        }
    }
}
