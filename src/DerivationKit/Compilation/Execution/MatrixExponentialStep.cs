using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The exponential of a square matrix, or its derivative along a direction, by scaling, the diagonal Padé approximant of degree 13, and
/// squaring. The derivative is a block of the exponential of [A E; 0 A].</summary>
/// <remarks>Higham 2005, The scaling and squaring method for the matrix exponential revisited, algorithm 2.3: norms up to 5.37 need no scaling in
/// double precision. The derivative: Higham 2008, Functions of Matrices, eq. 3.16.</remarks>
internal sealed class MatrixExponentialStep<T>(Place[] operands, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Degree = 13;
    private const double LargestNorm = 5.371920351148152;

    private readonly int n = operands[0].Rows * operands.Length;

    public override void Run(in Frame<T> frame)
    {
        int rows = operands[0].Rows;
        T[] a = new T[n * n];
        for (int block = 0; block < operands.Length; block++)
        {
            Copy(frame.Read(operands[0]), a, block, block);
        }

        if (operands.Length == 2)
        {
            Copy(frame.Read(operands[1]), a, 0, 1);
        }

        T[] exponential = Exponential(a);
        Span<T> output = frame.Write(result);
        for (int i = 0; i < rows; i++)
        {
            exponential.AsSpan((i * n) + n - rows, rows).CopyTo(output[(i * rows)..]);
        }

        void Copy(ReadOnlySpan<T> block, T[] whole, int blockRow, int blockColumn)
        {
            for (int i = 0; i < rows; i++)
            {
                block.Slice(i * rows, rows).CopyTo(whole.AsSpan((((blockRow * rows) + i) * n) + (blockColumn * rows)));
            }
        }
    }

    private T[] Exponential(T[] a)
    {
        T norm = Norm(a);
        if (!T.IsFinite(norm))
        {
            Array.Fill(a, T.NaN);
            return a;
        }

        int halvings = 0;
        for (; norm > T.CreateSaturating(LargestNorm); norm /= T.CreateSaturating(2))
        {
            halvings++;
        }

        T[] sum = Pade(Array.ConvertAll(a, x => T.ScaleB(x, -halvings)));
        for (int i = 0; i < halvings; i++)
        {
            sum = Times(sum, sum);
        }

        return sum;
    }

    // The largest sum of absolute values in a column.
    private T Norm(T[] a)
    {
        T norm = T.Zero;
        for (int j = 0; j < n; j++)
        {
            T sum = T.Zero;
            for (int i = 0; i < n; i++)
            {
                sum += T.Abs(a[(i * n) + j]);
            }

            norm = T.IsNaN(sum) || sum > norm ? sum : norm;
        }

        return norm;
    }

    // (V - U)^-1 (V + U) with the even part V and the odd part U of the sum of c(k) A^k, where c(k) = c(k-1) (14 - k)/(k (27 - k)).
    private T[] Pade(T[] a)
    {
        T[][] parts = [Identity(), new T[n * n]];
        T[] power = Identity();
        T coefficient = T.One;
        for (int k = 1; k <= Degree; k++)
        {
            power = Times(power, a);
            coefficient *= T.CreateSaturating(Degree + 1 - k) / T.CreateSaturating(k * ((2 * Degree) + 1 - k));
            for (int i = 0; i < power.Length; i++)
            {
                parts[k % 2][i] += coefficient * power[i];
            }
        }

        T[] denominator = [.. parts[0].Zip(parts[1], (v, u) => v - u)], numerator = [.. parts[0].Zip(parts[1], (v, u) => v + u)];
        Elimination.Solve<T>(denominator, numerator, n);
        return numerator;
    }

    private T[] Identity()
    {
        T[] one = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            one[i * (n + 1)] = T.One;
        }

        return one;
    }

    private T[] Times(T[] x, T[] y)
    {
        T[] product = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                T factor = x[(i * n) + k];
                for (int j = 0; j < n; j++)
                {
                    product[(i * n) + j] += factor * y[(k * n) + j];
                }
            }
        }

        return product;
    }
}
