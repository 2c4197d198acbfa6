using System.Collections.Immutable;
using System.Numerics;

namespace DerivationKit.Benchmarks.Kernels;

/// <summary>A kernel with numbers in its operands: row after row, instance after instance, always the same.</summary>
internal sealed class Problem<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Problem(KernelCase @case, ImmutableArray<T[]> operands) => (Case, Operands) = (@case, operands);

    public KernelCase Case { get; }

    public ImmutableArray<T[]> Operands { get; }

    public static Problem<T> Draw(KernelCase @case)
    {
        var random = new Random(42);
        return new(@case, [.. @case.Operands.Select(o => Draw(o, @case.Count, random))]);
    }

    /// <summary>The same numbers in double precision.</summary>
    public Problem<double> Widened() => new(Case, [.. Operands.Select(o => Array.ConvertAll(o, double.CreateChecked))]);

    private static T[] Draw(Operand operand, int count, Random random)
    {
        var entries = new T[count * operand.Length];
        for (int row = 0; row < count * operand.Rows; row++)
        {
            Fill(entries.AsSpan(row * operand.Columns, operand.Columns), operand, random);
        }

        if (operand.Filling == Filling.Symmetric)
        {
            Mirror(entries, operand.Rows);
        }

        return entries;
    }

    private static void Fill(Span<T> row, Operand operand, Random random)
    {
        if (operand.Filling == Filling.OneHot)
        {
            row[random.Next(row.Length)] = T.One;
            return;
        }

        for (int j = 0; j < row.Length; j++)
        {
            row[j] = T.CreateChecked(Entry(operand, j, random));
        }
    }

    private static double Entry(Operand operand, int column, Random random) => operand.Filling switch
    {
        Filling.Constant => operand.Scale,
        Filling.Positive => operand.Scale * (0.5 + random.NextDouble()),
        Filling.Mask => column > 0 && random.Next(4) == 0 ? double.NegativeInfinity : 0,
        _ => operand.Scale * Normal(random),
    };

    // Box and Muller 1958.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void Mirror(T[] entries, int order)
    {
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                entries[(i * order) + j] = entries[(j * order) + i];
            }
        }
    }
}
