using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>C = op(A)·op(B), where each op is nothing or a transpose. The inner loop runs along rows of B, and of C, in memory.</summary>
internal sealed class ProductStep<T>(Place left, bool leftTransposed, Place right, bool rightTransposed, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // op(A)[i,p] lies at i·rowStride + p·columnStride.
    private readonly int rowStride = leftTransposed ? 1 : left.Columns;
    private readonly int columnStride = leftTransposed ? left.Columns : 1;
    private readonly int inner = leftTransposed ? left.Rows : left.Columns;

    // A column lies in memory as its transpose does.
    private readonly bool dotProducts = rightTransposed || right.Columns == 1;

    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> a = frame.Read(left);
        ReadOnlySpan<T> b = frame.Read(right);
        Span<T> c = frame.Write(result);
        for (int i = 0; i < result.Rows; i++)
        {
            ReadOnlySpan<T> rowOfA = a[(i * rowStride)..];
            Span<T> rowOfC = c.Slice(i * result.Columns, result.Columns);
            if (dotProducts)
            {
                DotProducts(rowOfA, b, rowOfC);
            }
            else
            {
                Combination(rowOfA, b, rowOfC);
            }
        }
    }

    private void DotProducts(ReadOnlySpan<T> rowOfA, ReadOnlySpan<T> b, Span<T> rowOfC)
    {
        for (int j = 0; j < rowOfC.Length; j++)
        {
            ReadOnlySpan<T> rowOfB = b.Slice(j * inner, inner);
            T sum = T.Zero;
            for (int p = 0; p < rowOfB.Length; p++)
            {
                sum += rowOfA[p * columnStride] * rowOfB[p];
            }

            rowOfC[j] = sum;
        }
    }

    private void Combination(ReadOnlySpan<T> rowOfA, ReadOnlySpan<T> b, Span<T> rowOfC)
    {
        rowOfC.Clear();
        for (int p = 0; p < inner; p++)
        {
            T factor = rowOfA[p * columnStride];
            ReadOnlySpan<T> rowOfB = b.Slice(p * rowOfC.Length, rowOfC.Length);
            for (int j = 0; j < rowOfB.Length; j++)
            {
                rowOfC[j] += factor * rowOfB[j];
            }
        }
    }
}
