using System.Collections.Immutable;

namespace DerivationKit.Compilation.Matrices;

/// <summary>A function bound to the sizes of the latest matrices that it was asked for. Thread-safe.</summary>
internal sealed class MatrixBinding<T, TBound>(ImmutableArray<Variable> inputs, Func<(int Rows, int Columns)[], TBound> bind)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private Entry? latest;

    /// <summary>The function at the sizes of the values.</summary>
    /// <exception cref="ShapeException">The sizes contradict a declaration or each other, or leave a dimension open.</exception>
    public TBound For(object[] values)
    {
        Entry? entry = latest;
        if (entry is null || !Fits(entry.Shapes, values))
        {
            (int, int)[] shapes = [.. values.Select((value, i) => i < inputs.Length ? SizeOf(value, i) : default)];
            latest = entry = new(shapes, bind(shapes));
        }

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

    private (int Rows, int Columns) SizeOf(object value, int position) => Marshalling<T>.SizeOf(value, inputs[position].Shape);

    private sealed record Entry((int Rows, int Columns)[] Shapes, TBound Function);
}
