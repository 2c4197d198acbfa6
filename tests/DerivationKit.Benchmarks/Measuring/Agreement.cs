using System.Collections.Immutable;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks.Measuring;

/// <summary>How far a result may be from the reference.</summary>
internal static class Agreement
{
    // Sums of m terms in working precision are off by at most about m·eps relatively to the sum of magnitudes (Higham, Accuracy and
    // Stability of Numerical Algorithms, 2nd ed., section 3.1). The factor leaves room for logits, whose error the exponential takes over
    // absolutely; a wrong formula is off by many orders more.
    private const double Slack = 8;

    public static double Bound(KernelCase @case, bool isDouble) => Slack * @case.Contracted * (isDouble ? 2.2e-16 : 1.2e-7);

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
