using System.Collections.Immutable;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks.Measuring;

/// <summary>How far a result may be from the reference.</summary>
internal static class Agreement
{
    /// <summary>m·eps, where m is the sum of the lengths of the sums that follow one another.</summary>
    /// <remarks>A sum of m terms is off by at most about m·eps relatively to the sum of magnitudes (Higham, Accuracy and Stability of
    /// Numerical Algorithms, 2nd ed., section 3.1); on the average by far less, which leaves room for the elementary functions. A wrong
    /// formula is off by many orders more.</remarks>
    public static double Bound(KernelCase @case, bool isDouble) => @case.Contracted * (isDouble ? 2.2e-16 : 1.2e-7);

    /// <summary>max |found − expected| / max |expected|, the largest over all results; NaN counts as the largest number.</summary>
    public static double RelativeError(ImmutableArray<double[]> found, ImmutableArray<double[]> expected) =>
        found.Zip(expected, RelativeError).Max();

    private static double RelativeError(double[] found, double[] expected)
    {
        double difference = 0, size = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double d = Math.Abs(found[i] - expected[i]);
            difference = double.IsNaN(d) ? double.PositiveInfinity : Math.Max(difference, d);
            size = Math.Max(size, Math.Abs(expected[i]));
        }

        return Math.Min(difference / size, double.MaxValue);
    }
}
