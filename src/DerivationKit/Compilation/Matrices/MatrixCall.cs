namespace DerivationKit.Compilation.Matrices;

/// <summary>A bound function with arrays for its inputs and its result.</summary>
internal sealed class MatrixCall<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly BoundFunction<T> function;
    private readonly (int Rows, int Columns)[] shapes;
    private readonly T[][] inputs;
    private readonly ReadOnlyMemory<T>[] memories;
    private readonly T[] output;

    public MatrixCall(BoundFunction<T> function, (int Rows, int Columns)[] shapes)
    {
        (this.function, this.shapes) = (function, shapes);
        inputs = [.. shapes.Select(shape => new T[shape.Rows * shape.Columns])];
        memories = [.. inputs.Select(input => new ReadOnlyMemory<T>(input))];
        output = new T[function.Rows * function.Columns];
    }

    public bool Fits(ReadOnlySpan<(int Rows, int Columns)> others) => shapes.AsSpan().SequenceEqual(others);

    public object Run(object[] values, Type resultType)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Marshalling<T>.Read(values[i], inputs[i]);
        }

        function.Run(memories, output);
        return Marshalling<T>.Create(resultType, function.Rows, function.Columns, output);
    }
}
