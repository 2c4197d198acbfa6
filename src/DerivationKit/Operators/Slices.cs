using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>Which entries of an array a reduction takes together.</summary>
internal enum Slices
{
    /// <summary>The whole array is one slice.</summary>
    All,

    /// <summary>Every row is a slice.</summary>
    Rows,

    /// <summary>Every column is a slice.</summary>
    Columns,
}

/// <summary>What reductions and the softmax family share: sums over slices, and values spread over slices.</summary>
internal static class SlicesExtensions
{
    /// <summary>One entry for each slice: a scalar, or a column of length m for the rows and n for the columns of an (m,n) array.</summary>
    public static Shape Reduced(this Slices slices, Shape shape) => slices switch
    {
        Slices.Rows => Shape.Vector(shape.Rows),
        Slices.Columns => Shape.Vector(shape.Columns),
        _ => Shape.Scalar,
    };

    /// <summary>The sum over the slice that contains the given row and column.</summary>
    public static Term Sum(this Slices slices, Shape shape, MultiIndex row, MultiIndex column, Func<MultiIndex, MultiIndex, Term> entry)
    {
        (MultiIndex k, MultiIndex l) = (new("k", shape.Rows), new("l", shape.Columns));
        return slices switch
        {
            Slices.Rows => Meaning.Sum(l, entry(row, l)),
            Slices.Columns => Meaning.Sum(k, entry(k, column)),
            _ => Meaning.Sum(k, Meaning.Sum(l, entry(k, l))),
        };
    }

    /// <summary>sum(A), rowsum(A) or colsum(A).</summary>
    public static Expr Sum(this Slices slices, Expr array) => slices switch
    {
        Slices.Rows => Expr.RowSum(array),
        Slices.Columns => Expr.ColSum(array),
        _ => Expr.Sum(array),
    };

    /// <summary>The array of the given shape that has each slice's value throughout the slice: g*ones(...), v*ones(n)' or ones(m)*v'.</summary>
    public static Expr Spread(this Slices slices, Expr values, Shape shape) => slices switch
    {
        Slices.Rows when !values.Shape.IsScalar => shape.Columns.IsOne ? values : values * Expr.Ones(shape.Columns).T,
        Slices.Columns when !values.Shape.IsScalar => shape.Rows.IsOne ? values.T : Expr.Ones(shape.Rows) * values.T,
        _ => shape.IsScalar ? values : values * Expr.Ones(shape),
    };

    /// <summary>Each slice of the array times the slice's value.</summary>
    public static Expr Scale(this Slices slices, Expr values, Expr array) =>
        values.Shape.IsScalar ? values * array : Expr.Hadamard(array, slices.Spread(values, array.Shape));
}
