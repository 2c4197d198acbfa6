using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>An inverse on the left or on the right of products in a sum of matrices.</summary>
/// <param name="V">The inverse.</param>
/// <param name="IsLeft">Whether it is on the left.</param>
/// <param name="IsTransposed">Whether its column is met first.</param>
internal sealed record EndInverse(Closure V, bool IsLeft, bool IsTransposed)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);
    private static readonly ImmutableArray<bool> Sides = [true, false];

    /// <summary>Those of a matrix.</summary>
    public static IEnumerable<EndInverse> All(Polynomial matrix) =>
        from isLeft in Sides
        from term in matrix.Terms
        let end = Of(term, isLeft)
        where end is not null
        group end by $"{isLeft} {end.IsTransposed} {end.V.Head} {string.Join(",", end.V.Outer)}" into same
        select same.First();

    /// <summary>What is left of the matrix without the inverse: it is drawn out of each term, or the term is multiplied by its matrix.</summary>
    public MatrixEntry Rest(Polynomial matrix, MatrixNames names) => MatrixNames.Sum([.. matrix.Terms.Select(t =>
    {
        if (Of(t, IsLeft) is { } met && met.V.Head == V.Head && met.IsTransposed == IsTransposed && met.V.Outer.SequenceEqual(V.Outer))
        {
            return Without(t, met, names);
        }

        MatrixEntry x = names.MatrixOf(V, IsTransposed), whole = names.Entry(t);
        return IsLeft ? MatrixNames.Product(x, whole, matrix.Parameters[0]) : MatrixNames.Product(whole, x, matrix.Parameters[0]);
    })]);

    /// <summary>The inverse times what is left, in that order or the other one.</summary>
    public Factoring Times(MatrixEntry rest, Polynomial matrix, MatrixNames names)
    {
        MatrixEntry inverse = names.Inverse(names.MatrixOf(V, isTransposed: false)), v = IsTransposed ? (row, column) => inverse(column, row) : inverse;
        return IsLeft ? new(v, rest, matrix.Parameters[0]) : new(rest, v, matrix.Parameters[0]);
    }

    private Slot End => IsLeft ? Row : Column;

    // The inverse at an end of a product, if nothing else holds that index.
    private static EndInverse? Of(MonomialTerm t, bool isLeft)
    {
        Slot end = isLeft ? Row : Column;
        return t.Monomial.Factors.Where(f => f.Atom.Slots.Contains(end)).ToArray() is [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse, Axes: 1 } v }]
            && v.Inner.Count(s => s == end) == 1 && v.Inner.All(s => s.IsBound || s.Ordinal < 2) && v.Outer.All(s => !s.IsBound && s.Ordinal > 1)
            ? new(v, isLeft, v.Slots[isLeft ? 0 : 1] != end)
            : null;
    }

    // The other index of the inverse becomes the row or the column; an inverse alone leaves 1.
    private MatrixEntry Without(MonomialTerm t, EndInverse met, MatrixNames names)
    {
        Factor[] others = [.. t.Monomial.Factors.Where(f => f.Atom.Key != met.V.Key)];
        Slot next = met.V.Inner.First(s => s != End);
        MatrixEntry rest = names.Entry(t, others, next.IsBound && IsLeft ? next : null, next.IsBound && !IsLeft ? next : null);
        return next.IsBound ? rest : (row, column) => new Multiply([MatrixNames.Unit(row, column), rest(row, column)]);
    }
}
