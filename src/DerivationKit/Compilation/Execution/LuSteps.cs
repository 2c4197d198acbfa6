using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The inverse of a square matrix by Gauss-Jordan elimination with row pivots; a singular one gives entries that are not finite.</summary>
internal sealed class InverseStep<T>(Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] work = new T[operand.Length];

    public override void Run(in Frame<T> frame)
    {
        frame.Read(operand).CopyTo(work);
        Span<T> inverse = frame.Write(result);
        inverse.Clear();
        int n = operand.Rows;
        for (int i = 0; i < n; i++)
        {
            inverse[i * (n + 1)] = T.One;
        }

        Elimination.Solve(work, inverse, n);
    }
}

/// <summary>The determinant of a square matrix, or the logarithm of its absolute value, by Gaussian elimination with row pivots.</summary>
/// <remarks>The pivots are rounded as those of <see cref="InverseStep{T}"/> are, so that in the product of determinant and inverse, the derivative of
/// the determinant, a small last pivot cancels.</remarks>
internal sealed class DeterminantStep<T>(bool isLogarithm, Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] work = new T[operand.Length];

    public override void Run(in Frame<T> frame)
    {
        frame.Read(operand).CopyTo(work);
        int n = operand.Rows;
        T value = isLogarithm ? T.Zero : T.One;
        for (int k = 0; k < n; k++)
        {
            int pivot = Elimination.Pivot<T>(work, n, k);
            Elimination.Swap<T>(work, n, k, pivot);
            T entry = work[k * (n + 1)];
            value = isLogarithm ? value + T.Log(T.Abs(entry)) : value * (pivot == k ? entry : -entry);
            if (entry == T.Zero)
            {
                continue;
            }

            Elimination.Divide<T>(work, n, k, entry);
            for (int i = k + 1; i < n; i++)
            {
                Elimination.Subtract<T>(work, n, i, work[(i * n) + k], k);
            }
        }

        frame.Write(result)[0] = value;
    }
}

/// <summary>Row operations on a square matrix, row after row.</summary>
internal static class Elimination
{
    /// <summary>Turns a square matrix A into the unit matrix, and B into inv(A)*B, by Gauss-Jordan elimination with row pivots.</summary>
    public static void Solve<T>(Span<T> a, Span<T> b, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int k = 0; k < n; k++)
        {
            int pivot = Pivot<T>(a, n, k);
            Swap(a, n, k, pivot);
            Swap(b, n, k, pivot);
            Clear(a, b, n, k);
        }
    }

    /// <summary>The row, from k on, with the largest entry in column k.</summary>
    public static int Pivot<T>(ReadOnlySpan<T> x, int n, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int best = k;
        for (int i = k + 1; i < n; i++)
        {
            best = T.Abs(x[(i * n) + k]) > T.Abs(x[(best * n) + k]) ? i : best;
        }

        return best;
    }

    /// <summary>Exchanges two rows.</summary>
    public static void Swap<T>(Span<T> x, int n, int first, int second)
    {
        for (int j = 0; j < n && first != second; j++)
        {
            (x[(first * n) + j], x[(second * n) + j]) = (x[(second * n) + j], x[(first * n) + j]);
        }
    }

    // Makes the pivot 1 and the rest of its column 0.
    private static void Clear<T>(Span<T> a, Span<T> b, int n, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T divisor = a[k * (n + 1)];
        Divide(a, n, k, divisor);
        Divide(b, n, k, divisor);
        for (int i = 0; i < n; i++)
        {
            if (i != k)
            {
                T factor = a[(i * n) + k];
                Subtract(a, n, i, factor, k);
                Subtract(b, n, i, factor, k);
            }
        }
    }

    /// <summary>Divides row k by a number.</summary>
    public static void Divide<T>(Span<T> x, int n, int k, T divisor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            x[(k * n) + j] /= divisor;
        }
    }

    /// <summary>Subtracts a multiple of row k from row i.</summary>
    public static void Subtract<T>(Span<T> x, int n, int i, T factor, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            x[(i * n) + j] -= factor * x[(k * n) + j];
        }
    }
}
