using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>Writes an operator's definition without caring which axes are the literal 1: such an axis has no index, and a sum over it is
/// its only term.</summary>
internal sealed class Meaning
{
    private readonly Operator @operator;
    private readonly ImmutableArray<Shape> arguments;

    public Meaning(Operator @operator, ImmutableArray<Shape> arguments, string row = "i", string column = "j")
    {
        (this.@operator, this.arguments) = (@operator, arguments);
        Shape result = @operator.InferShape(arguments);
        (Row, Column) = (new(row, result.Rows), new(column, result.Columns));
    }

    /// <summary>The row of the entry that is defined.</summary>
    public MultiIndex Row { get; }

    /// <summary>The column of the entry that is defined.</summary>
    public MultiIndex Column { get; }

    /// <summary>An entry of an argument.</summary>
    /// <exception cref="KernelException">An index runs through an axis that orders its entries differently.</exception>
    public Term Argument(int position, MultiIndex row, MultiIndex column)
    {
        Shape shape = arguments[position];
        Meet(row, shape.Rows);
        Meet(column, shape.Columns);
        return new Entry(Formal(position), [.. shape.Rows.IsOne ? [] : row.Indices, .. shape.Columns.IsOne ? [] : column.Indices]);
    }

    /// <summary>The entry of an argument at the row and column that are defined.</summary>
    public Term Argument(int position) => Argument(position, Row, Column);

    /// <summary>Sum over all indices of an axis.</summary>
    public static Term Sum(MultiIndex index, Term body) =>
        index.Indices.Reverse().Aggregate(body, (inner, each) => new Sum(each, inner));

    /// <summary>Kronecker's delta; 1 on an axis without an index, and a product of deltas where there are several.</summary>
    /// <exception cref="KernelException">The axes order their entries differently.</exception>
    public static Term Delta(MultiIndex left, MultiIndex right)
    {
        AxisOrder.Require(left.Axis, right.Axis);
        return left.Indices.Zip(right.Indices, (l, r) => (Term)new Delta(l, r)).ToImmutableArray() switch
        {
            [] => new Number(Rational.One),
            [var only] => only,
            var factors => Product(factors),
        };
    }

    /// <summary>a·b·c.</summary>
    public static Term Product(params ImmutableArray<Term> factors) => new Multiply(factors);

    /// <summary>a + b + c.</summary>
    public static Term Total(params ImmutableArray<Term> terms) => new Add(terms);

    /// <summary>−a.</summary>
    public static Term Negative(Term term) => Product(new Number(-1), term);

    /// <summary>1/a.</summary>
    public static Term Reciprocal(Term term) => new Power(term, -1);

    /// <summary>a^p.</summary>
    public static Term Raised(Term term, Rational power) => new Power(term, power);

    /// <summary>|a| = (a^2)^(1/2).</summary>
    public static Term Magnitude(Term term) => Raised(Raised(term, 2), new(1, 2));

    /// <summary>f(a).</summary>
    public static Term Of(ScalarFunction function, Term term) => new Function(function, term);

    /// <summary>exp(a).</summary>
    public static Term Exp(Term term) => new Function(ScalarFunction.Exp, term);

    /// <summary>log(a).</summary>
    public static Term Log(Term term) => new Function(ScalarFunction.Log, term);

    /// <summary>The entry of the inverse of the argument, a square matrix; the reciprocal of a scalar.</summary>
    public Term Inverse() => arguments[0].IsScalar ? Reciprocal(Argument(0)) : Inverse(Row, Column);

    /// <summary>An entry of the inverse of the argument, a square matrix.</summary>
    public Term Inverse(MultiIndex row, MultiIndex column) => new Kernel.Inverse(Matrix(), row.Indices, column.Indices);

    /// <summary>The determinant of the argument, a square matrix or a scalar.</summary>
    /// <exception cref="KernelException">Its rows and its columns order the same dimensions differently.</exception>
    public Term Determinant()
    {
        Shape shape = arguments[0];
        return shape.IsScalar ? Argument(0) : shape.Rows == shape.Columns ? new Kernel.Determinant(Matrix()) : throw new KernelException(
            $"{@operator.Name} of a matrix with rows {shape.Rows} and columns {shape.Columns}: its sign depends on how these are numbered, of which index notation knows nothing");
    }

    /// <summary>An entry of the exponential of the first argument, a square matrix, or of its derivative for two rows and two columns; exp(a) of a
    /// scalar.</summary>
    /// <exception cref="KernelException">An axis of the argument is a product of dimensions.</exception>
    public Term Exponential(params ImmutableArray<MultiIndex> indices) =>
        arguments[0].IsScalar ? Exp(Argument(0)) : new Kernel.MatrixExponential(Matrix(), [.. indices.Select(i => i.Indices[0])]);

    /// <summary>The finished definition.</summary>
    public Definition Define(Term entry) =>
        new(
            $"{@operator}({string.Join(",", arguments)})",
            [.. arguments.Select((shape, position) => new Formal(Formal(position), shape.Dimensions))],
            [.. Row.Indices, .. Column.Indices],
            entry);

    private Abstraction Matrix()
    {
        (MultiIndex row, MultiIndex column) = (new("k", arguments[0].Rows), new("l", arguments[0].Columns));
        return new([.. row.Indices, .. column.Indices], Argument(0, row, column));
    }

    // Where the argument has no index, that of the other arguments is dropped.
    private static void Meet(MultiIndex index, Axis axis)
    {
        if (!axis.IsOne)
        {
            AxisOrder.Require(index.Axis, axis);
        }
    }

    private static string Formal(int position) => ((char)('A' + position)).ToString();
}
