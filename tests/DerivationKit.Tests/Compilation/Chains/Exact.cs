using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation.Chains;

// An expression with its value in integers, computed beside it in the order in which it is written. Every order gives the same numbers,
// and in double as well, since no sum of magnitudes reaches 2^53.
internal sealed class Exact
{
    private readonly long[,] entries;
    private readonly ImmutableArray<Exact> inputs;

    private Exact(Expr expression, long[,] entries, params ImmutableArray<Exact> inputs)
    {
        (Expression, this.entries) = (expression, entries);
        this.inputs = inputs.IsEmpty ? [this] : [.. inputs.SelectMany(input => input.inputs).DistinctBy(input => input.Expression)];
        Assert.All(entries.Cast<long>(), entry => Assert.InRange(long.Abs(entry), 0, 1L << 48));
    }

    public Expr Expression { get; }

    public Sizes Sizes => SizeInference.Infer([.. inputs.Select(input => (Variable)input.Expression)], [.. inputs.Select(input => (input.Rows, input.Columns))]);

    public Exact T => new(Expression.T, Table(Columns, Rows, (i, j) => entries[j, i]), this);

    private int Rows => entries.GetLength(0);

    private int Columns => entries.GetLength(1);

    public static Exact operator *(Exact left, Exact right) => new(
        left.Expression * right.Expression,
        left.Expression.Shape.IsScalar
            ? Table(right.Rows, right.Columns, (i, j) => left.entries[0, 0] * right.entries[i, j])
            : Table(left.Rows, right.Columns, (i, j) => left.Dot(i, right, j)),
        left,
        right);

    public static Exact operator -(Exact array) => new(-array.Expression, Table(array.Rows, array.Columns, (i, j) => -array.entries[i, j]), array);

    public static Exact operator +(Exact left, Exact right) =>
        new(left.Expression + right.Expression, Table(left.Rows, left.Columns, (i, j) => left.entries[i, j] + right.entries[i, j]), left, right);

    public static Exact operator *(int scalar, Exact array) =>
        new(scalar * array.Expression, Table(array.Rows, array.Columns, (i, j) => scalar * array.entries[i, j]), array);

    public static Exact Scalar(string name, int number) => new(Expr.Variable(name, Shape.Scalar), Table(1, 1, (_, _) => number));

    // Numbers from -2 to 2, the same for the same name and sizes.
    public static Exact Input(string name, Shape shape, int rows, int columns)
    {
        var random = new Random(name.Sum(letter => letter) + (1000 * rows) + columns);
        return new(Expr.Variable(name, shape), Table(rows, columns, (_, _) => random.Next(-2, 3)));
    }

    public Exact Relu() => new(Expr.Relu(Expression), Table(Rows, Columns, (i, j) => long.Max(entries[i, j], 0)), this);

    public CompiledFunction<double> Compiled() => Compile.Function<double>(Expression, inputs.Select(input => (Variable)input.Expression));

    // Runs the function, and returns the program that ran.
    public DerivationKit.Compilation.Program AssertComputed(Binding binding)
    {
        CompiledFunction<double> function = Compiled();
        BoundFunction<double> bound = function.Bind(Sizes, binding.Layout, binding.Width);
        double[] output = new double[Rows * Columns];
        bound.Run([.. inputs.Select(input => (ReadOnlyMemory<double>)binding.Ordered(input.Numbers(), input.Rows, input.Columns))], output);
        Assert.Equal(Numbers(), binding.RowMajor(output, Rows, Columns));
        return bound.Program;
    }

    private double[] Numbers() => [.. entries.Cast<long>().Select(entry => (double)entry)];

    private long Dot(int row, Exact right, int column)
    {
        Assert.Equal(Columns, right.Rows);
        long sum = 0;
        for (int p = 0; p < Columns; p++)
        {
            sum += entries[row, p] * right.entries[p, column];
        }

        return sum;
    }

    private static long[,] Table(int rows, int columns, Func<int, int, long> entry)
    {
        long[,] table = new long[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                table[i, j] = entry(i, j);
            }
        }

        return table;
    }
}
