using System.Numerics;
using DerivationKit.Compilation.Kernels;

namespace DerivationKit.Compilation;

/// <summary>The same array at another place, perhaps in the other order.</summary>
internal sealed class CopyStep<T>(Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override unsafe void Run(in Frame<T> frame)
    {
        T* from = frame.Pointer(operand);
        T* to = frame.Pointer(result);
        if (operand.Is(result.Layout) && result.Padding == 0)
        {
            frame.Read(operand).CopyTo(frame.Write(result));
        }
        else if (operand.RowStride == 1)
        {
            Packing<T>.Unpanel(from, (int)operand.ColumnStride, operand.Rows, operand.Columns, to, result.RowStride, result.ColumnStride);
        }
        else
        {
            Packing<T>.Unpanel(from, (int)operand.RowStride, operand.Columns, operand.Rows, to, result.ColumnStride, result.RowStride);
        }
    }
}

/// <summary>The diagonal of a matrix, as a vector.</summary>
internal sealed class DiagonalStep<T>(Place operand, Place result) : Step<T>
    where T : unmanaged
{
    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x[i * (operand.Columns + 1)];
        }
    }
}

/// <summary>The matrix with a vector on its diagonal.</summary>
internal sealed class DiagonalMatrixStep<T>(Place operand, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        y.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            y[i * (result.Columns + 1)] = x[i];
        }
    }
}

/// <summary>The identity matrix.</summary>
internal sealed class IdentityStep<T>(Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Run(in Frame<T> frame)
    {
        Span<T> y = frame.Write(result);
        y.Clear();
        for (int i = 0; i < result.Rows; i++)
        {
            y[i * (result.Columns + 1)] = T.One;
        }
    }
}

/// <summary>Ones on and below the diagonal.</summary>
internal sealed class LowerTriangleStep<T>(Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Run(in Frame<T> frame)
    {
        Span<T> y = frame.Write(result);
        y.Clear();
        for (int i = 0; i < result.Rows; i++)
        {
            y.Slice(i * result.Columns, i + 1).Fill(T.One);
        }
    }
}

/// <summary>The value of each row or column throughout it.</summary>
internal sealed class SpreadStep<T>(bool perRow, Place operand, Place result) : Step<T>
    where T : unmanaged
{
    public override void Run(in Frame<T> frame)
    {
        ReadOnlySpan<T> x = frame.Read(operand);
        Span<T> y = frame.Write(result);
        for (int i = 0; i < result.Rows; i++)
        {
            Span<T> row = y.Slice(i * result.Columns, result.Columns);
            if (perRow)
            {
                row.Fill(x[i]);
            }
            else
            {
                x.CopyTo(row);
            }
        }
    }
}
