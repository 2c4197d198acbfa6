using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Compilation.Matrices;

/// <summary>Arrays of numbers as matrices, vectors and scalars, and back.</summary>
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

    /// <summary>The numbers of each value, column after column; those of a dense matrix or vector are not copied.</summary>
    public static ReadOnlyMemory<T>[] Memories(object[] values)
    {
        var memories = new ReadOnlyMemory<T>[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            memories[i] = values[i] switch
            {
                Matrix<T> matrix => matrix.AsColumnMajorArray() ?? matrix.ToColumnMajorArray(),
                Vector<T> vector => vector.AsArray() ?? vector.ToArray(),
                T scalar => new[] { scalar },
                _ => throw new ArgumentException($"a {NameOf(values[i].GetType())} is no matrix, vector or number", nameof(values)),
            };
        }

        return memories;
    }

    /// <summary>The numbers of a matrix that is to be written.</summary>
    /// <exception cref="ArgumentException">It has another size, or is not dense.</exception>
    public static Span<T> Writable(Matrix<T> matrix, int rows, int columns, string name)
    {
        if ((matrix.RowCount, matrix.ColumnCount) != (rows, columns))
        {
            throw new ArgumentException($"{name} is {rows}×{columns} here, not {matrix.RowCount}×{matrix.ColumnCount}");
        }

        return matrix.AsColumnMajorArray() ?? throw new ArgumentException($"{name} needs a dense matrix, not a {matrix.GetType().Name}");
    }

    /// <summary>A matrix, vector or scalar around the numbers, which lie column after column and are not copied.</summary>
    public static object Create(Type type, int rows, int columns, T[] numbers)
    {
        if (type == typeof(T))
        {
            return numbers[0];
        }

        return type == typeof(Vector<T>) ? Vector<T>.Build.Dense(numbers) : Matrix<T>.Build.Dense(rows, columns, numbers);
    }

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>" : type.Name;
}
