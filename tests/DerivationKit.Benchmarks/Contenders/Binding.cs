using System.Numerics;
using DerivationKit.Compilation;

namespace DerivationKit.Benchmarks.Contenders;

/// <summary>How the library is asked for a delegate; the only place that knows the layout and how several instances are run.</summary>
internal static class Binding
{
    public static BoundFunction<T> Bind<T>(CompiledFunction<T> function, (int Rows, int Columns)[] shapes, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        BoundFunction<T> bound = function.Bind(MatrixLayout.ColumnMajor, shapes);
        return threads == 1 ? bound : bound.WithThreads(threads);
    }

    public static BoundLossAndGradient<T> Bind<T>(CompiledLossAndGradient<T> function, (int Rows, int Columns)[] shapes, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        BoundLossAndGradient<T> bound = function.Bind(MatrixLayout.ColumnMajor, shapes);
        return threads == 1 ? bound : bound.WithThreads(threads);
    }

    /// <summary>One array in the layout of the binding, instance after instance; <paramref name="back"/> undoes it.</summary>
    public static T[] Arrange<T>(T[] entries, int rows, int columns, bool back = false)
    {
        (int lines, int length) = back ? (columns, rows) : (rows, columns);
        var arranged = new T[entries.Length];
        for (int start = 0; start < entries.Length; start += rows * columns)
        {
            for (int i = 0; i < rows * columns; i++)
            {
                arranged[start + ((i % length) * lines) + (i / length)] = entries[start + i];
            }
        }

        return arranged;
    }
}
