using System.Numerics;

namespace DerivationKit.Kernel;

/// <summary>Roots of integers, rounded down.</summary>
internal static class IntegerRoot
{
    /// <summary>The largest integer r with r^degree ≤ value.</summary>
    /// <param name="value">The radicand, at least 0.</param>
    /// <param name="degree">The degree, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radicand is negative or the degree is not positive.</exception>
    public static BigInteger Floor(BigInteger value, int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Sign, nameof(value));
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        if (degree == 1 || value <= BigInteger.One)
        {
            return value;
        }

        // 2^ceil(bits/degree) exceeds the root. Newton's iteration for the convex r^degree - value falls from any start
        // above the root and cannot pass below its floor, so the first step that does not fall ends at the floor.
        long bits = value.GetBitLength();
        if (bits <= degree)
        {
            return BigInteger.One;
        }

        BigInteger root, next = BigInteger.One << checked((int)((bits + degree - 1) / degree));
        do
        {
            root = next;
            next = ((degree - 1) * root + value / BigInteger.Pow(root, degree - 1)) / degree;
        }
        while (next < root);

        return root;
    }
}
