using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>Rows × columns of an expression. The literal dimension 1 marks an axis without an index: a scalar is 1×1, a vector n×1,
/// a row 1×n. A named dimension is never taken for 1.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
public sealed record Shape(Axis Rows, Axis Columns)
{
    /// <summary>1×1.</summary>
    public static Shape Scalar { get; } = new(Axis.One, Axis.One);

    /// <summary>A column of the given length.</summary>
    public static Shape Vector(Axis rows) => new(rows, Axis.One);

    /// <summary>A column of the named length.</summary>
    public static Shape Vector(string rows) => Vector(Dimension.Named(rows));

    /// <summary>A matrix of the given dimensions.</summary>
    public static Shape Matrix(Axis rows, Axis columns) => new(rows, columns);

    /// <summary>A matrix of the named dimensions.</summary>
    public static Shape Matrix(string rows, string columns) => new(Dimension.Named(rows), Dimension.Named(columns));

    /// <summary>Whether both axes are the literal 1.</summary>
    public bool IsScalar => Rows.IsOne && Columns.IsOne;

    /// <summary>Whether it is a column or a scalar.</summary>
    public bool IsColumn => Columns.IsOne;

    /// <summary>Whether there are as many rows as columns, whatever the dimensions are: n×n, but also (n*m)×(m*n).</summary>
    public bool IsSquare => Rows.IsAsLongAs(Columns);

    /// <summary>Whether the other shape has as many rows and as many columns, whatever the dimensions are.</summary>
    public bool IsAsLargeAs(Shape other) => Rows.IsAsLongAs(other.Rows) && Columns.IsAsLongAs(other.Columns);

    /// <summary>Rows and columns exchanged.</summary>
    public Shape Transposed => new(Columns, Rows);

    /// <summary>The axes that are not the literal 1: none for a scalar, one for a vector or a row, two for a matrix.</summary>
    public ImmutableArray<Axis> Axes =>
        (Rows.IsOne, Columns.IsOne) switch
        {
            (true, true) => [],
            (false, true) => [Rows],
            (true, false) => [Columns],
            _ => [Rows, Columns],
        };

    /// <summary>The dimensions of all indices of an entry: the factors of the rows, then those of the columns.</summary>
    public ImmutableArray<Dimension> Dimensions => [.. Rows.Factors, .. Columns.Factors];

    /// <summary>As a declaration writes it: scalar, vector(n), row(n) or matrix(m,n).</summary>
    public override string ToString() =>
        (Rows.IsOne, Columns.IsOne) switch
        {
            (true, true) => "scalar",
            (false, true) => $"vector({Rows})",
            (true, false) => $"row({Columns})",
            _ => $"matrix({Rows},{Columns})",
        };
}
