using System.Collections.Immutable;

namespace DerivationKit.Compilation.Matrices;

/// <summary>A function bound to the sizes of matrices as they come. Thread-safe.</summary>
internal sealed class MatrixBinding<T, TBound>(ImmutableArray<Variable> variables, Func<(int Rows, int Columns)[], TBound> bind)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    // Each holds the memory that its runs need, so few are kept.
    private const int Capacity = 8;

    // The latest first; threads that bind at the same time may lose an entry to each other, and bind again.
    private volatile Entry[] entries = [];

    /// <summary>The function at the sizes of the inputs.</summary>
    /// <exception cref="ShapeException">The sizes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentNullException">An input is null.</exception>
    public TBound For(object[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int missing = Array.IndexOf(inputs, null);
        if (missing >= 0 && missing < variables.Length)
        {
            throw new ArgumentNullException(nameof(inputs), $"{variables[missing].Name}: {variables[missing].Shape} is null");
        }

        foreach (Entry known in entries)
        {
            if (Fits(known.Shapes, inputs))
            {
                return known.Function;
            }
        }

        (int, int)[] shapes = [.. inputs.Select((value, i) => i < variables.Length ? SizeOf(value, i) : default)];
        var entry = new Entry(shapes, bind(shapes));
        entries = [entry, .. entries.Take(Capacity - 1)];
        return entry.Function;
    }

    private bool Fits((int Rows, int Columns)[] shapes, object[] values)
    {
        bool fits = shapes.Length == values.Length;
        for (int i = 0; fits && i < shapes.Length; i++)
        {
            fits = shapes[i] == SizeOf(values[i], i);
        }

        return fits;
    }

    private (int Rows, int Columns) SizeOf(object value, int position) => Marshalling<T>.SizeOf(value, variables[position].Shape);

    private sealed record Entry((int Rows, int Columns)[] Shapes, TBound Function);
}
