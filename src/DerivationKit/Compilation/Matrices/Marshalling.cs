using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Compilation.Matrices;

/// <summary>Moves numbers between arrays that lie row after row and matrices, which lie column after column, vectors and scalars.</summary>
internal static class Marshalling<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <exception cref="ArgumentException">The type cannot hold an array of that shape.</exception>
    public static void CheckType(Type type, Shape shape, string name)
    {
        List<Type> fitting = [typeof(Matrix<T>)];
        if (shape.Rows.IsOne || shape.Columns.IsOne)
        {
            fitting.Add(typeof(Vector<T>));
        }

        if (shape.IsScalar)
        {
            fitting.Add(typeof(T));
        }

        if (!fitting.Contains(type))
        {
            throw new ArgumentException($"{name} is a {string.Join(" or ", fitting.Select(NameOf))}, not a {NameOf(type)}");
        }
    }

    /// <summary>Rows and columns of a value; a vector lies as its declaration says.</summary>
    public static (int Rows, int Columns) SizeOf(object value, Shape declared) => value switch
    {
        Matrix<T> matrix => (matrix.RowCount, matrix.ColumnCount),
        Vector<T> vector => declared.IsColumn ? (vector.Count, 1) : (1, vector.Count),
        _ => (1, 1),
    };

    public static void Read(object value, Span<T> rowMajor)
    {
        switch (value)
        {
            case Matrix<T> matrix:
                T[] columns = matrix.AsColumnMajorArray() ?? matrix.ToColumnMajorArray();
                Transpose(columns, matrix.ColumnCount, matrix.RowCount, rowMajor);
                break;
            case Vector<T> vector:
                (vector.AsArray() ?? vector.ToArray()).CopyTo(rowMajor);
                break;
            default:
                rowMajor[0] = (T)value;
                break;
        }
    }

    public static object Create(Type type, int rows, int columns, T[] rowMajor)
    {
        if (type == typeof(T))
        {
            return rowMajor[0];
        }

        var numbers = new T[rowMajor.Length];
        Transpose(rowMajor, rows, columns, numbers);
        return type == typeof(Vector<T>) ? Vector<T>.Build.Dense(numbers) : Matrix<T>.Build.Dense(rows, columns, numbers);
    }

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>" : type.Name;

    // Copies the entries of a matrix with these rows and columns into the order of its transpose.
    private static void Transpose(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                y[(j * rows) + i] = x[(i * columns) + j];
            }
        }
    }
}
