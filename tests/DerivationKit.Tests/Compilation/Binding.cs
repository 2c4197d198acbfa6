using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation;

// How a function is bound: to plain loops, or to regions in vectors of a width; and in which order all entries lie.
internal readonly record struct Binding(LaneWidth? Width, MatrixLayout Layout)
{
    public static ImmutableArray<Binding> Plain { get; } = [.. Enum.GetValues<MatrixLayout>().Select(layout => new Binding(null, layout))];

    public static ImmutableArray<Binding> Fused { get; } =
    [
        .. from width in Enum.GetValues<LaneWidth>()
           where LaneWidths.IsSupported(width)
           from layout in Enum.GetValues<MatrixLayout>()
           select new Binding(width, layout),
    ];

    public static ImmutableArray<Binding> All => [.. Plain, .. Fused];

    // One with plain loops and one with regions: the same for the same seed.
    public static ImmutableArray<Binding> Choice(int seed)
    {
        var random = new Random(seed);
        return [Plain[random.Next(Plain.Length)], .. Fused.IsEmpty ? [] : (ImmutableArray<Binding>)[Fused[random.Next(Fused.Length)]]];
    }

    public BoundFunction<T> Bind<T>(CompiledFunction<T> function, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T> => function.Bind(Sizes.Of(instance.Sizes), Layout, Width);

    // The entries of the result, row after row.
    public T[] Run<T>(CompiledFunction<T> function, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        BoundFunction<T> bound = Bind(function, instance);
        T[] output = new T[bound.Rows * bound.Columns];
        bound.Run(Inputs(function, instance), output);
        return RowMajor(output, bound.Rows, bound.Columns);
    }

    // The inputs of a function, each in the order of this binding.
    public ReadOnlyMemory<T>[] Inputs<T>(CompiledFunction<T> function, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Binding binding = this;
        return [.. function.Inputs.Select(input => Memory(instance.Inputs[input.Name]))];

        ReadOnlyMemory<T> Memory(ExactArray array) => binding.Ordered(Agreement.Numbers<T>(array), array.Rows, array.Columns);
    }

    public T[] RowMajor<T>(T[] entries, int rows, int columns) => Layout == MatrixLayout.RowMajor ? entries : Transposed(entries, columns, rows);

    public T[] Ordered<T>(T[] rowMajor, int rows, int columns) => Layout == MatrixLayout.RowMajor ? rowMajor : Transposed(rowMajor, rows, columns);

    private static T[] Transposed<T>(T[] entries, int rows, int columns) =>
        [.. from j in Enumerable.Range(0, columns) from i in Enumerable.Range(0, rows) select entries[(i * columns) + j]];
}
