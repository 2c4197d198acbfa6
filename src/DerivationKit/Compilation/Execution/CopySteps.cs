using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>A'.</summary>
internal sealed class TransposeStep<T>(Place operand, Place result) : Step<T>
    where T : unmanaged
{
    public override void Run(in Frame<T> frame) => Copy(frame.Read(operand), operand.Rows, operand.Columns, frame.Write(result));

    /// <summary>Copies the entries of a matrix with these rows and columns into the order of its transpose.</summary>
    public static void Copy(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
    {
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> row = x.Slice(i * columns, columns);
            for (int j = 0; j < row.Length; j++)
            {
                y[(j * rows) + i] = row[j];
            }
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
