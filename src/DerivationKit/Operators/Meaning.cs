using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>Writes an operator's definition without caring which axes are the literal 1: such an axis has no index, and a sum over it is
/// its only term.</summary>
internal sealed class Meaning
{
    private readonly Operator @operator;
    private readonly ImmutableArray<Shape> arguments;
    private readonly Shape result;

    public Meaning(Operator @operator, ImmutableArray<Shape> arguments, string row = "i", string column = "j")
    {
        (this.@operator, this.arguments, result) = (@operator, arguments, @operator.InferShape(arguments));
        (Row, Column) = (new(row, result.Rows), new(column, result.Columns));
    }

    /// <summary>The row of the entry that is defined.</summary>
    public Index Row { get; }

    /// <summary>The column of the entry that is defined.</summary>
    public Index Column { get; }

    /// <summary>An entry of an argument.</summary>
    public Term Argument(int position, Index row, Index column)
    {
        Shape shape = arguments[position];
        return new Entry(Formal(position), Axes(shape, row, column));
    }

    /// <summary>The entry of an argument at the row and column that are defined.</summary>
    public Term Argument(int position) => Argument(position, Row, Column);

    /// <summary>Sum over an index.</summary>
    public static Term Sum(Index index, Term body) => index.Dimension.IsOne ? body : new Sum(index, body);

    /// <summary>Kronecker's delta; 1 on an axis without an index.</summary>
    public static Term Delta(Index left, Index right) => left.Dimension.IsOne ? new Number(Rational.One) : new Delta(left, right);

    /// <summary>a·b·c.</summary>
    public static Term Product(params ImmutableArray<Term> factors) => new Multiply(factors);

    /// <summary>a + b + c.</summary>
    public static Term Total(params ImmutableArray<Term> terms) => new Add(terms);

    /// <summary>−a.</summary>
    public static Term Negative(Term term) => Product(new Number(-1), term);

    /// <summary>1/a.</summary>
    public static Term Reciprocal(Term term) => new Power(term, -1);

    /// <summary>exp(a).</summary>
    public static Term Exp(Term term) => new Function(ScalarFunction.Exp, term);

    /// <summary>log(a).</summary>
    public static Term Log(Term term) => new Function(ScalarFunction.Log, term);

    /// <summary>The entry of the inverse of the argument, a square matrix; the reciprocal of a scalar.</summary>
    public Term Inverse() => arguments[0].IsScalar ? Reciprocal(Argument(0)) : Inverse(Row, Column);

    /// <summary>An entry of the inverse of the argument, a square matrix.</summary>
    public Term Inverse(Index row, Index column) => new Kernel.Inverse(Matrix(), row, column);

    /// <summary>The determinant of the argument, a square matrix or a scalar.</summary>
    public Term Determinant() => arguments[0].IsScalar ? Argument(0) : new Kernel.Determinant(Matrix());

    /// <summary>The finished definition.</summary>
    public Definition Define(Term entry) =>
        new(
            $"{@operator}({string.Join(",", arguments)})",
            [.. arguments.Select((shape, position) => new Formal(Formal(position), shape.Axes))],
            Axes(result, Row, Column),
            entry);

    private Abstraction Matrix()
    {
        (Index row, Index column) = (new("k", arguments[0].Rows), new("l", arguments[0].Columns));
        return new([row, column], Argument(0, row, column));
    }

    private static string Formal(int position) => ((char)('A' + position)).ToString();

    private static ImmutableArray<Index> Axes(Shape shape, Index row, Index column) =>
        (shape.Rows.IsOne, shape.Columns.IsOne) switch
        {
            (true, true) => [],
            (false, true) => [row],
            (true, false) => [column],
            _ => [row, column],
        };
}
