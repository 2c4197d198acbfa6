using System.Collections.Immutable;

namespace DerivationKit.Compilation.Chains;

/// <summary>The order of least operations in which a chain of matrices is multiplied, by dynamic programming over where the last multiplication
/// divides each part of the chain: Cormen, Leiserson, Rivest, Stein 2022, section 14.2.</summary>
internal sealed class MatrixChain
{
    private readonly ImmutableArray<int> lengths;
    private readonly double[,] flops;
    private readonly int[,] divisions;

    /// <param name="lengths">How many rows the first matrix has, then how many columns each has.</param>
    /// <param name="isKnown">Whether the product from one matrix up to another is there anyway.</param>
    public MatrixChain(ImmutableArray<int> lengths, Func<int, int, bool> isKnown)
    {
        this.lengths = lengths;
        int count = lengths.Length - 1;
        (flops, divisions) = (new double[count, count], new int[count, count]);
        for (int distance = 1; distance < count; distance++)
        {
            for (int first = 0; first + distance < count; first++)
            {
                if (!isKnown(first, first + distance))
                {
                    Divide(first, first + distance);
                }
            }
        }
    }

    /// <summary>How many operations that order takes; infinitely many if each order needs a matrix that is larger than an array can be.</summary>
    public double Flops => flops[0, lengths.Length - 2];

    /// <summary>The last matrix of the left factor, where a part is the product of two. The first such one, if several cost the same.</summary>
    public int Division(int first, int last) => divisions[first, last];

    private void Divide(int first, int last)
    {
        (int rows, int columns) = (lengths[first], lengths[last + 1]);
        bool isTooLarge = (long)rows * columns > Array.MaxLength;
        flops[first, last] = double.PositiveInfinity;
        for (int middle = first; middle < last && !isTooLarge; middle++)
        {
            double sum = flops[first, middle] + flops[middle + 1, last] + (2.0 * rows * lengths[middle + 1] * columns);
            if (sum < flops[first, last])
            {
                (flops[first, last], divisions[first, last]) = (sum, middle);
            }
        }
    }
}
