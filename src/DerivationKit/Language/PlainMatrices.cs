using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using Inverse = DerivationKit.Kernel.Inverse;

namespace DerivationKit.Language;

/// <summary>Reads a formula for the entries of a matrix back as sums and products of matrices, where it plainly is one: A + U*B*V, say.</summary>
/// <param name="free">The free indices of each term.</param>
/// <param name="scalar">How a term without the matrix's indices is written.</param>
/// <param name="tensor">How the matrix of an inverse is written.</param>
internal sealed class PlainMatrices(
    IReadOnlyDictionary<Term, ImmutableHashSet<string>> free, Func<Term, NotationTree> scalar, Func<Abstraction, NotationTree> tensor)
{
    private static readonly Notation Plus = OperatorSyntax.Infix["+"].Notation;
    private static readonly Notation Minus = OperatorSyntax.Infix["-"].Notation;
    private static readonly Notation Times = OperatorSyntax.Infix["*"].Notation;
    private static readonly Notation Negative = OperatorSyntax.Prefix["-"].Notation;
    private static readonly Notation Transposed = OperatorSyntax.Postfix["'"].Notation;

    /// <summary>The matrix whose entry at row and column is the term; none if it is written otherwise.</summary>
    public NotationTree? Of(Term term, Index row, Index column) => term switch
    {
        Entry e when e.Indices.SequenceEqual([row, column]) => new NotationTree.Name(e.Tensor),
        Entry e when e.Indices.SequenceEqual([column, row]) => Transpose(new NotationTree.Name(e.Tensor)),
        Delta d when d.Left != d.Right && Both(d, row, column) => new NotationTree.Call("eye", Notation.Function("eye").Latex, [new NotationTree.Name(row.Dimension.Text)]),
        Inverse { Rows: [var i], Columns: [var j] } v when i == row && j == column && !Depends(v, row, column) => Inverted(v),
        Inverse { Rows: [var i], Columns: [var j] } v when i == column && j == row && !Depends(v, row, column) => Transpose(Inverted(v)),
        Add sum when !sum.Terms.IsEmpty => sum.Terms.Select(t => Of(t, row, column)).Aggregate((x, y) => (x, y) switch
        {
            (null, _) or (_, null) => null,
            (_, NotationTree.Prefix negative) => NotationTree.Binary(Minus, x, NotationTree.Bare(negative.Operand)),
            _ => NotationTree.Binary(Plus, x, y),
        }),
        Sum { Body: Multiply { Factors: [var left, var right] } } s => Product(Of(left, row, s.Index), Of(right, s.Index, column), left, right, row, column),
        Multiply product => Multiply(product.Factors, row, column),
        _ => null,
    };

    // The factors of a product of matrices do not depend on each other's indices.
    private NotationTree? Product(NotationTree? x, NotationTree? y, Term left, Term right, Index row, Index column) =>
        x is null || y is null || Has(left, column) || Has(right, row) ? null : NotationTree.Binary(Times, x, y);

    private NotationTree? Multiply(ImmutableArray<Term> factors, Index row, Index column)
    {
        Term[] scalars = [.. factors.Where(f => !Has(f, row) && !Has(f, column))];
        NotationTree? matrix = factors.Except(scalars).ToArray() switch
        {
            [var only] => Of(only, row, column),
            [Entry { Indices: [var i] } x, Entry { Indices: [var j] } y] when i == row && j == column =>
                NotationTree.Binary(Times, new NotationTree.Name(x.Tensor), Transpose(new NotationTree.Name(y.Tensor))),
            _ => null,
        };
        return matrix is null ? null
            : scalars is [Number { Value: var value }] && value == -1 ? NotationTree.Unary(Negative, matrix)
            : scalars.Reverse().Aggregate(matrix, (product, s) => NotationTree.Binary(Times, scalar(s), product));
    }

    private NotationTree.Call Inverted(Inverse v) => new("inv", Notation.Function("inv").Latex, [tensor(v.Matrix)]);

    private static NotationTree Transpose(NotationTree tree) => NotationTree.Transpose(Transposed, tree);

    private bool Depends(Inverse v, Index row, Index column) => free[v.Matrix.Body].Except(v.Matrix.Parameters.Select(p => p.Name)).Overlaps([row.Name, column.Name]);

    private bool Has(Term term, Index index) => free[term].Contains(index.Name);

    private bool Both(Term term, Index row, Index column) => Has(term, row) && Has(term, column);
}
