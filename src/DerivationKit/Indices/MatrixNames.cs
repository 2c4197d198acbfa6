using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A formula for the entries of a matrix.</summary>
internal delegate Term MatrixEntry(Index row, Index column);

/// <summary>The indices of a matrix, and what its terms are at them.</summary>
/// <param name="parameters">The row, the column and the outer parameters.</param>
internal sealed class MatrixNames(ImmutableArray<Dimension> parameters)
{
    // Of three one is neither the row's name nor the column's.
    private static readonly ImmutableArray<string> Letters = ["x", "y", "z"];

    /// <summary>The row.</summary>
    public Index Row { get; } = new("r", parameters[0]);

    /// <summary>The column.</summary>
    public Index Column { get; } = new("c", parameters[0]);

    private ImmutableArray<Index> Outer { get; } = [.. parameters[2..].Select((d, i) => new Index($"o{i}", d))];

    /// <summary>An index between the factors of a product.</summary>
    public Index Inner(Dimension? dimension) => new("k", dimension ?? parameters[0]);

    /// <summary>A matrix over two of the indices.</summary>
    public Abstraction Matrix(MatrixEntry entry, Index row, Index column) => new([row, column, .. Outer], entry(row, column));

    /// <summary>The two factors of a product, as a step names them.</summary>
    public ImmutableArray<Abstraction> Matrices(Factoring f)
    {
        Index k = Inner(f.Inner);
        return f.Inner is null ? [new([Row, .. Outer], f.Left(Row, k)), new([Column, .. Outer], f.Right(k, Column))] : [Matrix(f.Left, Row, k), Matrix(f.Right, k, Column)];
    }

    /// <summary>A term.</summary>
    public MatrixEntry Entry(MonomialTerm t) => Entry(t, t.Monomial.Factors, null, null);

    /// <summary>Some factors of a term, summed over the indices that they hold, of which one may be the row, and one the column.</summary>
    public MatrixEntry Entry(MonomialTerm t, IReadOnlyList<Factor> factors, Slot? asRow, Slot? asColumn) => (row, column) =>
    {
        ImmutableArray<Index> bound = [.. t.Monomial.Bound.Select((d, o) => new Index($"s{o}", d))];
        return TermOf.Product(t.Coefficient, bound.Where((_, o) => Slot.Bound(o) != asRow && Slot.Bound(o) != asColumn && factors.Any(f => f.Atom.Slots.Contains(Slot.Bound(o)))), factors, At);

        Index At(Slot s) => s == asRow ? row : s == asColumn ? column : s.IsBound ? bound[s.Ordinal] : s.Ordinal < 2 ? (s.Ordinal == 0 ? row : column) : Outer[s.Ordinal - 2];
    };

    /// <summary>The matrix of an inverse, or its transpose.</summary>
    public MatrixEntry MatrixOf(Closure v, bool isTransposed) => (row, column) =>
        TermOf.Polynomial(v.Body, [isTransposed ? column : row, isTransposed ? row : column, .. v.Outer.Select(s => Outer[s.Ordinal - 2])]);

    /// <summary>The inverse of a matrix.</summary>
    public MatrixEntry Inverse(MatrixEntry matrix)
    {
        (Index x, Index y) = (Row with { Name = "x" }, Row with { Name = "y" });
        return (row, column) => new Inverse(new([x, y], matrix(x, y)), [row], [column]);
    }

    /// <summary>A sum of matrices.</summary>
    public static MatrixEntry Sum(params ImmutableArray<MatrixEntry> terms) => (row, column) => new Add([.. terms.Select(t => t(row, column))]);

    /// <summary>A number times a matrix.</summary>
    public static MatrixEntry Times(Rational number, MatrixEntry matrix) => (row, column) => new Multiply([new Number(number), matrix(row, column)]);

    /// <summary>The same times powers of numbers, which are over so many parameters of which the last ones are outer ones.</summary>
    public MatrixEntry Times(Rational number, ImmutableArray<Factor> powers, int parameters, MatrixEntry matrix) => (row, column) =>
        new Multiply([TermOf.Product(number, [], powers, s => Outer[s.Ordinal - parameters + Outer.Length]), matrix(row, column)]);

    /// <summary>The powers of numbers that all terms of a half of a product share.</summary>
    public ImmutableArray<Factor> Numbers(Polynomial half)
    {
        int own = half.Parameters.Length - Outer.Length;
        return half.IsZero ? [] : [.. half.Terms[0].Monomial.Factors.Where(f => f.Atom.Slots.All(s => !s.IsBound && s.Ordinal >= own))
            .Select(f => f with { Exponent = half.Terms.Min(t => t.Monomial.PowerOf(f.Atom)) }).Where(f => f.Exponent.Sign > 0)];
    }

    /// <summary>A product of matrices.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <param name="dimension">What is summed over, by an index that is named unlike row and column.</param>
    public static MatrixEntry Product(MatrixEntry left, MatrixEntry right, Dimension dimension) => (row, column) =>
    {
        var inner = new Index(Letters.First(name => name != row.Name && name != column.Name), dimension);
        return new Sum(inner, new Multiply([left(row, inner), right(inner, column)]));
    };

    /// <summary>The matrix 1.</summary>
    public static Term Unit(Index row, Index column) => new Delta(row, column);
}
